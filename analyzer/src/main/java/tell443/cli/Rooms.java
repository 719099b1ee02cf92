package tell443.cli;

import java.io.InputStream;
import java.util.List;
import tell443.capture.CaptureException;
import tell443.capture.PacketBatch;
import tell443.capture.PacketSource;
import tell443.counters.Counters;
import tell443.report.Vocabulary;

/** The program's own rooms. */
final class Rooms implements Wiring {

    @Override
    public PacketSource source(ReadOptions options, InputStream in, Counters counters) throws CaptureException {
        return new PacketSource() {
            @Override
            public boolean read(PacketBatch batch) {
                return false;
            }

            @Override
            public String name(int source) {
                return "";
            }

            @Override
            public double progress() {
                return -1;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void analyze(PacketSource source, Job job) {}

    @Override
    public Vocabulary vocabulary() {
        return new Vocabulary() {
            @Override
            public List<Word> protocols() {
                return List.of();
            }

            @Override
            public List<Word> evidence() {
                return List.of();
            }
        };
    }
}
