package tell443.capture;

import java.util.List;

/** A source that hands on what another one has: what it does not do otherwise, the inner one does. */
interface WrappedSource extends PacketSource {

    PacketSource inner();

    @Override
    default String name(int source) {
        return inner().name(source);
    }

    @Override
    default CapturedInterface interfaceOf(int source, int via) {
        return inner().interfaceOf(source, via);
    }

    @Override
    default List<InterfaceStatistics> statistics() {
        return inner().statistics();
    }

    @Override
    default double progress() {
        return inner().progress();
    }

    @Override
    default void stop() {
        inner().stop();
    }

    @Override
    default void close() {
        inner().close();
    }
}
