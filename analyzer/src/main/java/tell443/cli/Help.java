package tell443.cli;

import java.nio.charset.StandardCharsets;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Help texts: made from the options themselves. */
final class Help {

    static final String VERSION = "0.1.0";

    private static final int INDENT = 30;
    private static final int WIDTH = 100;

    private static final String GENERAL = """
            tell443 says for every flow on port 443 what it is, how sure it is, and why.

            usage: tell443 COMMAND [options]

              read FILE...   analyse captures
              live -i NAME   capture and analyse
              interfaces     what can be captured on
              score          how right the output is, where the truth is known
              schema         every column of the output: name, type, unit, definition

            tell443 COMMAND --help explains a command; tell443 --version prints the version.
            """;
    private static final String READ = """
            usage: tell443 read FILE... [options]

            Analyses captures (pcap and pcapng, also compressed) and writes one row per flow. FILE is a file, a
            folder or a pattern such as 'day-*.pcap'; - is standard input. Several are read as one run.

            """;
    private static final String READ_EXAMPLES = """

            examples:
              tell443 read evidence.pcapng                      a table
              tell443 read --explain --class vpn,doh day.pcap   who tunnels, and why we think so
              tell443 read *.pcap -o flows.csv                  rows for a program
              tcpdump -w - port 443 | tell443 read -            from a pipe

            exit status: 0 done; 1 something could not be read or written, the rest is reported; 2 wrong usage
            """;
    private static final String LIVE = """
            usage: tell443 live -i NAME [options]

            Captures on network interfaces and writes one row per flow as soon as it has ended, until Ctrl-C. Needs libpcap,
            and the right to capture: root, or CAP_NET_RAW. Started as root it is an ordinary user as soon as the interfaces
            are open; files it writes belong to that user.

            """;
    private static final String LIVE_EXAMPLES = """

            examples:
              sudo tell443 live -i eth0                              a table of flows as they end
              sudo tell443 live -i eth0 --class vpn,doh              who tunnels, and who asks which resolver
              sudo tell443 live -i eth0 -o flows.csv --duration 1h   rows for a program
              sudo tell443 live -i eth0 -f 'net 192.0.2.0/24'        the kernel leaves out all other packets

            SIGUSR1 prints the summary so far. A second Ctrl-C ends at once, without the open flows.

            exit status: 0 done, after -c or --duration; 130 after Ctrl-C, 143 after SIGTERM, with all rows written; 1 no
            right, no such interface or no longer, or a file could not be written; 2 wrong usage
            """;
    private static final String INTERFACES = """
            usage: tell443 interfaces [options]

            Lists what can be captured on: state, link type, addresses, and what stands against opening it.

            """;
    private static final String SCORE = """
            usage: tell443 score --truth TRUTH.tsv FLOWS.csv... [options]
                   tell443 score CAPTURE|FOLDER... [options]

            Compares rows of flows with what they truly are: confusion matrix, precision and recall, false positives
            with their confidence bounds, calibration. FLOWS.csv is written by tell443 read; - is standard input.
            Captures are analysed one by one and judged by the truth.tsv in their folder or in one above.

            TRUTH.tsv is tab-separated. Its first line names the columns, in any order: transport, client_ip,
            client_port, server_ip, server_port, class; if known also capture, protocol, source, operator, notes.
            Lines that begin with # are comments.

            """;
    private static final String SCORE_EXAMPLES = """

            examples:
              tell443 read captures/*.pcap -o flows.csv
              tell443 score --truth truth.tsv flows.csv         all figures
              tell443 score capture-fixtures/captures           folders with captures and truth.tsv
              tell443 score captures --tables totals --list wrong

            exit status: 0 done; 1 something could not be read or written; 2 wrong usage, or a file that is not what
            it was given as
            """;
    private static final String SCHEMA = """
            usage: tell443 schema [options]

            Prints the definition of every column and the words that cells may hold.

            """;
    private static final String SCHEMA_EXAMPLES = """

            example:
              tell443 schema --format markdown > schema.md
            """;

    private Help() {}

    static byte[] general() {
        return GENERAL.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] version() {
        return ("tell443 " + VERSION + '\n').getBytes(StandardCharsets.UTF_8);
    }

    static byte[] read() {
        return (READ + describe(ReadOptions.ALL) + READ_EXAMPLES).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] live() {
        return (LIVE + describe(LiveOptions.ALL) + LIVE_EXAMPLES).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] interfaces() {
        return (INTERFACES + describe(InterfacesCommand.ALL)).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] score() {
        return (SCORE + describe(ScoreOptions.ALL) + SCORE_EXAMPLES).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] schema() {
        return (SCHEMA + describe(SchemaCommand.ALL) + SCHEMA_EXAMPLES).getBytes(StandardCharsets.UTF_8);
    }

    private static String describe(Options options) {
        StringBuilder out = new StringBuilder("options:\n");
        for (Option option : options.getOptions()) {
            if (!option.getDescription().equals(Commands.HIDDEN)) {
                describe(option, out);
            }
        }
        return out.toString();
    }

    private static void describe(Option option, StringBuilder out) {
        int start = out.length();
        out.append(option.getOpt() == null ? "      --" : "  -" + option.getOpt() + ", --").append(option.getLongOpt());
        out.append(option.hasArg() ? " " + option.getArgName() : "");
        int column = out.length() - start;
        for (String word : option.getDescription().split(" ")) {
            if (column + 1 + word.length() > WIDTH) {
                out.append('\n');
                column = 0;
            }
            int blanks = Math.max(1, INDENT - column);
            out.append(" ".repeat(blanks)).append(word);
            column += blanks + word.length();
        }
        out.append('\n');
    }
}
