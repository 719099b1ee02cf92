package tell443.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's own surroundings. */
final class SystemEnvironment implements Environment {

    private static final int HUNG_UP = 128 + 1; // as the JVM itself does
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Override
    public String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    @Override
    public boolean outIsTerminal() {
        return isTerminal("1");
    }

    @Override
    public boolean errIsTerminal() {
        return isTerminal("2");
    }

    @Override
    public void onSignal(String name, Runnable action) {
        Signals.on(name, action);
    }

    /** Whoever closes a terminal sends the same signal; only then the process's own terminal can no longer be opened. */
    @Override
    public void onHangUp(Runnable action) {
        boolean speaksToTerminal = (outIsTerminal() || errIsTerminal()) && hasTerminal();
        onSignal("HUP", () -> {
            if (speaksToTerminal && !hasTerminal()) {
                System.exit(HUNG_UP);
            }
            action.run();
        });
    }

    private static boolean hasTerminal() {
        try {
            new FileInputStream("/dev/tty").close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code COLUMNS} is seldom exported, so the terminal itself is asked; that starts a process, hence only on a terminal. */
    @Override
    public int terminalWidth() {
        int columns = number(variable("COLUMNS"));
        if (columns > 0 || !outIsTerminal()) {
            return columns;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return number(size.substring(size.indexOf(' ') + 1));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Linux says what a descriptor is; elsewhere the console must do, which asks for input and output at once. */
    private static boolean isTerminal(String descriptor) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return System.console() != null;
        }
        try {
            String target = Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
