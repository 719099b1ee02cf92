package tell443.cli;

import java.util.Map;

/** Surroundings as a test wants them. */
public record TestEnvironment(Map<String, String> variables, boolean outIsTerminal, boolean errIsTerminal, int terminalWidth, int processors)
        implements Environment {

    /** No terminal, no variables, two processors. */
    public static final TestEnvironment PIPE = new TestEnvironment(Map.of(), false, false, 0, 2);
    static final TestEnvironment TERMINAL = new TestEnvironment(Map.of(), true, true, 120, 2);

    @Override
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
