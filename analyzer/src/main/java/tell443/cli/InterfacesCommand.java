package tell443.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import tell443.capture.CaptureException;
import tell443.capture.CaptureInterface;
import tell443.report.Addresses;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.SafeText;

/** {@code tell443 interfaces}. */
final class InterfacesCommand {

    private static final Option FORMAT = Commands.option("", "format", "FORMAT", "table (default) or jsonl");

    static final Options ALL = Commands.all(FORMAT);

    private InterfacesCommand() {}

    static int run(CommandLine line, Wiring wiring, OutputStream out) throws UsageException, CaptureException, OutputException {
        if (!line.getArgList().isEmpty()) {
            throw new UsageException("interfaces takes no argument: " + line.getArgList().get(0));
        }
        String format = line.getOptionValue(FORMAT, "table");
        if (!format.equals("table") && !format.equals("jsonl")) {
            throw new UsageException("--format: there is no format \"" + format + "\"; there are table, jsonl");
        }
        List<CaptureInterface> interfaces = wiring.interfaces();
        byte[] text = format.equals("table") ? table(interfaces) : lines(interfaces);
        try (Output output = Output.to(out)) {
            output.write(text, 0, text.length);
            output.commit();
        }
        return Tell443.DONE;
    }

    private static byte[] table(List<CaptureInterface> interfaces) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"name", "state", "link type", "addresses", "about"});
        for (CaptureInterface each : interfaces) {
            String about = each.trouble().isEmpty() ? each.description() : "cannot be opened: " + each.trouble();
            rows.add(new String[] {SafeText.escape(each.name()), state(each), linkType(each.linkType()),
                    addresses(each), SafeText.escape(about)});
        }
        int[] widths = new int[rows.get(0).length - 1]; // of all but the last
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            text.append(line.append(row[widths.length]).toString().stripTrailing()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] lines(List<CaptureInterface> interfaces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.setRootValueSeparator(null);
            for (CaptureInterface each : interfaces) {
                json.writeStartObject();
                json.writeStringField("name", SafeText.escape(each.name()));
                json.writeStringField("description", SafeText.escape(each.description()));
                json.writeFieldName("addresses");
                json.writeStartArray();
                for (InetAddress address : each.addresses()) {
                    json.writeString(Addresses.text(address));
                }
                json.writeEndArray();
                json.writeStringField("link_type", each.linkType() < 0 ? null : linkType(each.linkType()));
                json.writeStringField("state", state(each));
                json.writeStringField("trouble", SafeText.escape(each.trouble()));
                json.writeEndObject();
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String addresses(CaptureInterface each) {
        StringJoiner text = new StringJoiner(" ");
        each.addresses().forEach(address -> text.add(Addresses.text(address)));
        return text.toString();
    }

    private static String state(CaptureInterface each) {
        return !each.up() ? "down" : each.running() ? "up, running" : "up";
    }

    /** As https://www.tcpdump.org/linktypes.html names them; only those that packets can be read of. */
    private static String linkType(int linkType) {
        return switch (linkType) {
            case -1 -> "";
            case 0 -> "NULL";
            case 1 -> "ETHERNET";
            case 9 -> "PPP";
            case 12, 101 -> "RAW";
            case 108 -> "LOOP";
            case 113 -> "LINUX_SLL";
            case 228 -> "IPV4";
            case 229 -> "IPV6";
            case 276 -> "LINUX_SLL2";
            default -> linkType + " (not supported)";
        };
    }
}
