package tell443.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tell443.analysis.Onlooker;
import tell443.analysis.Updates;
import tell443.classify.FlowClass;
import tell443.facts.FlowFacts;
import tell443.metrics.Metrics;
import tell443.metrics.MetricsServer;
import tell443.report.OutputException;
import tell443.report.RowCollector;
import tell443.report.RowWriter;
import tell443.report.SafeText;
import tell443.report.Tally;
import tell443.screen.JlineConsole;
import tell443.screen.PictureMaker;
import tell443.screen.Screen;

/** Everybody who looks at a run while it goes on; with none of the options there is nobody, and no class of theirs is loaded. */
final class Views implements AutoCloseable {

    private final ViewOptions options;
    private final Notes notes;
    private final List<Onlooker> onlookers = new ArrayList<>();
    private Optional<Metrics> metrics = Optional.empty();
    private Optional<MetricsServer> server = Optional.empty();
    private Optional<Screen> screen = Optional.empty();

    Views(ViewOptions options, Notes notes) {
        this.options = options;
        this.notes = notes;
    }

    List<Onlooker> onlookers() {
        return onlookers;
    }

    void addUpdates(RowWriter writer, RowCollector rows) {
        if (options.updates()) {
            onlookers.add(new Updates(writer, rows));
        }
    }

    /** @param tally of the flows that have ended */
    void addMetrics(Supplier<Tally> tally, boolean live, boolean quiet) throws OutputException {
        if (options.metrics().isEmpty()) {
            return;
        }
        InetSocketAddress address = options.metrics().get();
        Metrics gathered = new Metrics(Help.VERSION, tally, System::nanoTime, System::currentTimeMillis, live);
        String where = address.getAddress().getHostAddress();
        where = where.contains(":") ? '[' + where + ']' : where;
        try {
            MetricsServer answers = MetricsServer.start(address, gathered::page);
            server = Optional.of(answers);
            if (!quiet) {
                notes.line("metrics are at http://" + where + ':' + answers.port() + "/metrics");
            }
        } catch (IOException e) {
            String why = where + ':' + address.getPort() + ": " + e.getMessage();
            throw new OutputException("--metrics: cannot listen on " + why, e, false);
        }
        metrics = Optional.of(gathered);
        onlookers.add(gathered);
    }

    /** Notes are shown on the screen from now on, and once more when it is gone. */
    void addScreen(String title, Set<FlowClass> classes, Supplier<Tally> tally, Environment environment, Stopping stopping)
            throws OutputException {
        if (!options.screen()) {
            return;
        }
        try {
            JlineConsole console = JlineConsole.open();
            Screen shown = new Screen(console, SafeText.escape(title), environment.variable("NO_COLOR").isEmpty(),
                    classes, new PictureMaker(tally), stopping::stop);
            environment.onSignal("WINCH", console::resized);
            stopping.onAbandon(shown::close);
            notes.divert(bytes -> shown.say(new String(bytes, StandardCharsets.UTF_8).strip()));
            screen = Optional.of(shown);
            onlookers.add(shown);
            shown.start();
        } catch (IOException e) {
            String why = "standard input and output must be a terminal; --no-screen writes lines instead";
            throw new OutputException("--screen: " + why, e, false);
        }
    }

    /** A flow has ended. */
    void ended(FlowFacts facts) {
        if (metrics.isPresent()) {
            metrics.get().ended(facts);
        }
    }

    /** The terminal belongs to others again. */
    void closeScreen() {
        if (screen.isPresent()) {
            screen.get().close();
            notes.release();
        }
    }

    @Override
    public void close() {
        closeScreen();
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
