package tell443.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process: standard streams, signals, exit status. */
public final class Main {

    private static final int LONGEST_FINISH_SECONDS = 10;

    private Main() {}

    public static void main(String[] args) {
        run(new Rooms(), args);
    }

    /** Ends the process. */
    static void run(Wiring wiring, String[] args) {
        Tell443 program = new Tell443(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err),
                new StandardInput(), new SystemEnvironment(), wiring);
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            program.abandon();
            program.fault(fault);
            Runtime.getRuntime().halt(Tell443.WORLD_WRONG); // a run without one of its threads must not look complete
        });
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(program, finished), "finish"));
        int status = program.run(args);
        finished.countDown();
        System.exit(status);
    }

    /** On SIGINT, SIGTERM or SIGHUP: lets the run write what it has; the JVM then exits with 128 + the signal. */
    private static void finish(Tell443 program, CountDownLatch finished) {
        if (finished.getCount() == 0) {
            return; // the program has ended by itself
        }
        program.stop();
        Signals.on("INT", () -> halt(program, 128 + 2)); // the second one means now
        Signals.on("TERM", () -> halt(program, 128 + 15));
        try {
            if (!finished.await(LONGEST_FINISH_SECONDS, TimeUnit.SECONDS)) {
                halt(program, Tell443.WORLD_WRONG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void halt(Tell443 program, int status) {
        program.abandon();
        Runtime.getRuntime().halt(status);
    }
}
