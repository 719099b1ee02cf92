package tell443.cli;

import java.io.OutputStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Schema;
import tell443.report.Vocabulary;

/** {@code tell443 schema}. */
final class SchemaCommand {

    private static final Option FORMAT = Commands.option("", "format", "FORMAT", "text (default), markdown or json");

    static final Options ALL = Commands.all(FORMAT);

    private SchemaCommand() {}

    static int run(CommandLine line, OutputStream out, Vocabulary vocabulary) throws UsageException, OutputException {
        if (!line.getArgList().isEmpty()) {
            throw new UsageException("schema takes no argument: " + line.getArgList().get(0));
        }
        String format = line.getOptionValue(FORMAT, "text");
        Schema schema = new Schema(vocabulary);
        byte[] text = switch (format) {
            case "text" -> schema.text();
            case "markdown" -> schema.markdown();
            case "json" -> schema.json();
            default -> throw new UsageException("--format: there is no format \"" + format + "\"; there are text, markdown, json");
        };
        try (Output output = Output.to(out)) {
            output.write(text, 0, text.length);
            output.commit();
        }
        return Tell443.DONE;
    }
}
