package tell443.capture;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rights of this process: whoever was started as root to open an interface need not stay root. */
public final class Privileges {

    private static final Path THREADS = Path.of("/proc/self/task");

    private Privileges() {}

    /** Whether this is root, on a system where we know how to be somebody else. */
    public static boolean mayBeGivenUp() {
        try {
            return Files.isDirectory(THREADS) && LibCUsers.geteuid() == 0;
        } catch (LinkageError e) {
            return false;
        }
    }

    public static boolean isUser(String name) {
        return LibCUsers.getpwnam(name) != null;
    }

    /**
     * Becomes that user for good, with all threads, and without any capability.
     *
     * @throws CaptureException when that did not work; the process must end then
     */
    public static void become(String name) throws CaptureException {
        Pointer entry = LibCUsers.getpwnam(name);
        if (entry == null) {
            throw new CaptureException("there is no user " + name);
        }
        int user = entry.getInt(2L * Native.POINTER_SIZE);
        int group = entry.getInt(2L * Native.POINTER_SIZE + 4);
        openClassPath();
        if (LibCUsers.initgroups(name, group) != 0 || LibCUsers.setresgid(group, group, group) != 0
                || LibCUsers.setresuid(user, user, user) != 0) {
            throw new CaptureException("cannot become user " + name + "; --user root stays root");
        }
        verify(name, user);
    }

    /** Jars are opened when a class is first looked for in them; the user might not be allowed to. */
    private static void openClassPath() {
        Privileges.class.getResource("/tell443/no-such-thing");
    }

    /** The C library asks every thread to follow; Linux says whether all have. */
    private static void verify(String name, int user) throws CaptureException {
        String expected = "Uid:\t" + user + '\t' + user + '\t' + user + '\t' + user;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                String status = status(thread);
                if (!status.isEmpty() && (!status.contains(expected) || user != 0 && !status.contains("CapEff:\t0000000000000000"))) {
                    throw new CaptureException("a thread did not become user " + name + "; --user root stays root");
                }
            }
        } catch (IOException e) {
            throw new CaptureException("cannot see whether all threads became user " + name, e);
        }
    }

    /** Empty when the thread has ended meanwhile. */
    private static String status(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("status"));
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            return "";
        }
    }
}
