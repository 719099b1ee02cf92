/**
 * The command line: arguments in, exit status out.
 *
 * <p>{@link tell443.cli.Tell443} is the program without the process around it, so that tests run it; {@link
 * tell443.cli.Main} is the process. An option is defined once, and that is its help text. {@code Wiring} is the seam
 * to the rooms that read packets and judge flows.
 *
 * <p>Exit status: 0 done, 1 the world was wrong, 2 the person was wrong. On SIGINT and SIGTERM a run writes what it has
 * and the process ends with 128 + the signal.
 *
 * <p>Why:
 * <ul>
 *   <li>A shutdown hook instead of a signal handler: the JVM's own exit status for signals is the customary one. Only the
 *       second signal and SIGUSR1 have handlers; {@code sun.misc.Signal} cannot be compiled with {@code --release} without a
 *       warning, so it is found by reflection. Ctrl-C ends a live run with 130, as it ends a reading one.
 *   <li>SIGHUP ends a live run only where its terminal is gone, which is when {@code /dev/tty} can no longer be opened: nobody is
 *       left to look or to press Ctrl-C. Whoever sends it otherwise wants other files; without any the run says so and goes on.
 *   <li>Root is given up in the process, by {@code setresuid}, which the C library does for all threads (verified), after the
 *       interfaces are open and before any output is. File capabilities on the java program are no way: they break its
 *       loader.
 *   <li>Linux is asked what standard output is ({@code /proc/self/fd}): {@code System.console} needs input and output
 *       to be terminals, and {@code tell443 read - < file} is common.
 *   <li>While a screen is shown the terminal shows nothing else: rows without {@code -o} are not written, notes stand on
 *       the screen and once more behind it. Every way out brings the terminal back first: the end, a signal, the second
 *       signal, a fault. For that standard input stays open, because {@code stty} works on it.
 *   <li>Help is set by us: the library's formatter would load forty classes and break lines inside examples.
 * </ul>
 */
package tell443.cli;
