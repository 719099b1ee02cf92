package tell443.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PiecesTest {

    private final Pieces pieces = new Pieces();

    @Test
    void aFullSegmentIsOneWithWhatItsSenderSendsNext() {
        pieces.add(false, 1448, 10);
        pieces.add(false, 1448, 20);
        pieces.add(false, 100, 30);
        pieces.add(true, 1448, 40);
        assertEquals("-2996@10 1448@40", text());
    }

    @Test
    void shortPiecesStayApart() {
        pieces.add(true, 44, 1);
        pieces.add(true, 60, 2);
        pieces.add(false, 44, 3);
        assertEquals("44@1 60@2 -44@3", text());
    }

    @Test
    void noMoreThanTheLimitAndTheLastStillGrows() {
        for (int i = 0; i < 2 * Pieces.LIMIT; i++) {
            pieces.add(i % 2 == 0, 1200, i);
        }
        assertEquals(Pieces.LIMIT, pieces.count());
        assertEquals(Pieces.LIMIT - 1, pieces.micros(Pieces.LIMIT - 1));
    }

    @Test
    void aLongStreamDoesNotOverflow() {
        for (int i = 0; i < 100; i++) {
            pieces.add(true, 1 << 25, 0);
        }
        assertEquals(1, pieces.count());
        assertEquals(1 << 30, pieces.size(0));
    }

    @Test
    void theRolesMayTurnOut() {
        Opening opening = new Opening();
        opening.pieces.add(true, 10, 0);
        opening.swapRoles();
        assertFalse(opening.pieces.fromClient(0));
        opening.swapRoles();
        assertTrue(opening.pieces.fromClient(0));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.count(); i++) {
            text.append(i > 0 ? " " : "").append(pieces.fromClient(i) ? "" : "-").append(pieces.size(i))
                    .append('@').append(pieces.micros(i));
        }
        return text.toString();
    }
}
