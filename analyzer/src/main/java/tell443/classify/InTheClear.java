package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.SERVER_HELLO;
import static tell443.classify.Given.TURNS;

import tell443.facts.Opening.Messages;

/**
 * Protocols that are named by their first messages in the clear; the tables say how. Over TCP they may turn to TLS after some of
 * them (STARTTLS and the like), or answer a ClientHello that was not meant for them.
 */
final class InTheClear {

    private static final String SOURCES = "the tables ClearText, ClearBinary, ClearDatagrams and ClearCalls name a source for each";

    static final Protocol PROTOCOL = Protocol.of(sight -> named(sight).name(), "unnamed", FlowClass.OTHER,
            hard("clear.exchange", 0.98, "the first messages of both sides are those of a protocol in the clear", SOURCES,
                    sight -> bothWays(tables(sight), sight.turns()).present()).onlyWith(TURNS).telling(InTheClear::what),
            hard("clear.one-side", 0.85, "one side speaks a protocol in the clear, and the other says nothing", SOURCES,
                    sight -> oneWay(tables(sight), sight.turns()).present()).onlyWith(TURNS).telling(InTheClear::what));

    static final Protocol AROUND_TLS = Protocol.of(sight -> namedAroundTls(sight).name(), "unnamed", FlowClass.OTHER,
            hard("clear.then-tls", 0.98, "TLS follows the first messages of a protocol in the clear", SOURCES,
                    sight -> sight.tls.serverHello.present() && bothWays(Tables.STREAMS, sight.turns()).present()).onlyWith(TURNS | SERVER_HELLO)
                    .telling(sight -> words(namedAroundTls(sight))),
            hard("clear.no-tls", 0.9, "a ClientHello is answered by another protocol in the clear", SOURCES,
                    sight -> !sight.tls.serverHello.present() && oneWay(Tables.NO_TLS, sight.turns()).present()).onlyWith(TURNS)
                    .telling(sight -> words(namedAroundTls(sight))));

    private InTheClear() {}

    /** Made when a flow first needs them, as most runs see no such flow. */
    private static final class Tables {
        static final Clear[][] STREAMS = {ClearText.ROWS, ClearBinary.ROWS};
        /** Servers that are asked for TLS and speak something else. */
        static final Clear[][] NO_TLS = {{
            Clear.server("ssh", Clear.text("SSH-2.0-", "SSH-1."), (messages, opening, answer) -> false, "RFC 4253 section 4.2").orAlone(),
            Clear.server("http", Clear.text("HTTP/1."), (messages, opening, answer) -> false, "RFC 9112 section 4").orAlone()},
            ClearText.ROWS};
    }

    private static final class Datagrams {
        static final Clear[][] ALL = {ClearDatagrams.ROWS, ClearCalls.ROWS};
    }

    private static Clear[][] tables(Sight sight) {
        return sight.facts.tcp ? Tables.STREAMS : Datagrams.ALL;
    }

    private static Clear named(Sight sight) {
        Clear both = bothWays(tables(sight), sight.turns());
        return both.present() ? both : oneWay(tables(sight), sight.turns());
    }

    private static Clear namedAroundTls(Sight sight) {
        return sight.tls.serverHello.present() ? bothWays(Tables.STREAMS, sight.turns()) : oneWay(Tables.NO_TLS, sight.turns());
    }

    private static String what(Sight sight) {
        return words(named(sight));
    }

    private static String words(Clear clear) {
        return clear.name() + ", " + clear.source();
    }

    private static Clear bothWays(Clear[][] tables, Messages messages) {
        for (Clear[] table : tables) {
            for (Clear row : table) {
                if (row.bothWays(messages)) {
                    return row;
                }
            }
        }
        return Clear.NONE;
    }

    private static Clear oneWay(Clear[][] tables, Messages messages) {
        for (Clear[] table : tables) {
            for (Clear row : table) {
                if (row.oneWay(messages)) {
                    return row;
                }
            }
        }
        return Clear.NONE;
    }
}
