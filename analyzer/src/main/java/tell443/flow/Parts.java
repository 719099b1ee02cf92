package tell443.flow;

import tell443.counters.Counters;

/** What the classes of one worker share. */
final class Parts {

    final AnalyzerSettings settings;
    final Counters counters;
    /** Stands on the flow of the packet at hand. */
    final FlowRow row = new FlowRow();
    final FlowHash hash;
    final FlowTable table;
    final Lanes lanes;
    final Pending pending;
    final SequencePool sequences = new SequencePool();
    final Statistics statistics;
    final FlowParsers parsers;

    Parts(AnalyzerSettings settings, FlowHash hash, Counters counters) {
        this.settings = settings;
        this.counters = counters;
        this.hash = hash;
        table = new FlowTable(hash);
        lanes = new Lanes(table);
        pending = new Pending(settings.idleNanos());
        statistics = new Statistics(row, sequences, settings.keepPackets(), counters);
        parsers = new FlowParsers(this);
    }
}
