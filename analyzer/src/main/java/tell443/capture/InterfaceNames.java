package tell443.capture;

import java.util.ArrayList;
import java.util.List;

/** Names of a capture's interfaces, over all of its sections, each with the number that its packets have in the batch. */
final class InterfaceNames {

    /** Further ones have the last number and no name. */
    static final int MOST = 1 << 16;
    private static final int ROOM = 1 << 20; // characters; whoever needs more names nothing with them

    private final List<CapturedInterface> all = new ArrayList<>();
    private int held;

    int count() {
        return all.size();
    }

    void add(String name, String description) {
        if (all.size() == MOST) {
            return;
        }
        held += name.length() + description.length();
        boolean last = all.size() == MOST - 1;
        all.add(held > ROOM || last || name.isEmpty() && description.isEmpty() ? CapturedInterface.NONE
                : new CapturedInterface(name, description));
    }

    CapturedInterface get(int via) {
        return via < all.size() ? all.get(via) : CapturedInterface.NONE;
    }
}
