package tell443.capture;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** The doors of the C library that live capture needs. */
final class LibC {

    static final int FULLY_BUFFERED = 0; // _IOFBF
    static final short POLLIN = 1;

    private static final int LOCKED_BY_CALLER = 2; // FSETLOCKING_BYCALLER
    private static final NativeLibrary LIBRARY = NativeLibrary.getInstance("c");

    static {
        Native.register(LibC.class, LIBRARY);
    }

    private LibC() {}

    static native Pointer fopen(String path, String mode);

    static native int setvbuf(Pointer file, Pointer buffer, int mode, NativeLong size);

    static native void rewind(Pointer file);

    static native int fclose(Pointer file);

    /** @param descriptors of {@code struct pollfd}: int fd; short events; short revents */
    static native int poll(Pointer descriptors, NativeLong count, int millis);

    /** No lock for every packet, where the library lets us say so: one thread alone has that file. */
    static void doNotLock(Pointer file) {
        try {
            LIBRARY.getFunction("__fsetlocking").invokeInt(new Object[] {file, LOCKED_BY_CALLER});
        } catch (UnsatisfiedLinkError e) {
            // then it locks
        }
    }
}
