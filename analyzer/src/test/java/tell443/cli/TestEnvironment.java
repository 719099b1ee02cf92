package tell443.cli;

import java.util.Map;

/** Surroundings as a test wants them. */
public record TestEnvironment(Map<String, String> variables, boolean outIsTerminal, boolean errIsTerminal, int terminalWidth)
        implements Environment {

    /** No terminal, no variables. */
    public static final TestEnvironment PIPE = new TestEnvironment(Map.of(), false, false, 0);
    static final TestEnvironment TERMINAL = new TestEnvironment(Map.of(), true, true, 120);

    @Override
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
