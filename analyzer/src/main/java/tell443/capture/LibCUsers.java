package tell443.capture;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The doors of Linux's C library through which a process becomes somebody else. */
final class LibCUsers {

    static {
        Native.register(LibCUsers.class, NativeLibrary.getInstance("c"));
    }

    private LibCUsers() {}

    static native int geteuid();

    /** @return a {@code struct passwd}: name, password, u_int user, u_int group, ...; or null */
    static native Pointer getpwnam(String name);

    static native int initgroups(String name, int group);

    static native int setresgid(int real, int effective, int saved);

    static native int setresuid(int real, int effective, int saved);
}
