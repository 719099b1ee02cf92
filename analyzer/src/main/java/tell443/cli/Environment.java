package tell443.cli;

/** What the program may know of its surroundings; tests bring their own. */
public interface Environment {

    /** An environment variable; empty when it is not set. */
    String variable(String name);

    boolean outIsTerminal();

    boolean errIsTerminal();

    /** What to do when the process gets that signal, such as USR1, instead of what a Java process does. */
    default void onSignal(String name, Runnable action) {}

    /** What to do at SIGHUP. Not when it comes because the terminal that the program speaks to is gone: the process ends then. */
    default void onHangUp(Runnable action) {}

    /** Characters of a line of the terminal, 0 when that cannot be known. */
    int terminalWidth();
}
