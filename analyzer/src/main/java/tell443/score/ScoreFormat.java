package tell443.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tell443.report.CsvText;
import tell443.report.SafeText;

/** How figures are written. */
public enum ScoreFormat {
    TABLE, JSON, CSV;

    private static final double SMALL = 0.01; // from here down a table shows six decimals

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    byte[] write(List<Table> tables) {
        return switch (this) {
            case TABLE -> text(tables).getBytes(StandardCharsets.UTF_8);
            case JSON -> json(tables);
            case CSV -> csv(tables).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String text(List<Table> tables) {
        StringBuilder out = new StringBuilder();
        for (Table table : tables) {
            out.append(out.length() == 0 ? "" : "\n").append(table.about()).append('\n');
            int[] widths = new int[table.columns().size()];
            for (int i = 0; i < widths.length; i++) {
                widths[i] = table.columns().get(i).length();
                for (List<Object> row : table.rows()) {
                    widths[i] = Math.max(widths[i], shown(row.get(i)).length());
                }
            }
            line(table, table.columns(), widths, out);
            for (List<Object> row : table.rows()) {
                line(table, row, widths, out);
            }
        }
        return out.toString();
    }

    /** Text to the left, numbers to the right; a heading as what stands below it. */
    private static void line(Table table, List<?> cells, int[] widths, StringBuilder out) {
        int start = out.length();
        for (int i = 0; i < widths.length; i++) {
            boolean number = !table.rows().isEmpty() && !(table.rows().get(0).get(i) instanceof String);
            String cell = shown(cells.get(i));
            String blanks = " ".repeat(widths[i] - cell.length());
            out.append(i == 0 ? "" : "  ").append(number ? blanks + cell : cell + blanks);
        }
        int end = out.length();
        while (end > start && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n');
    }

    private static String shown(Object cell) {
        if (cell instanceof Double number) {
            return number.isNaN() ? "-" : decimal(number, number > 0 && number < SMALL ? 6 : 4);
        }
        return SafeText.escape(cell.toString());
    }

    private static String csv(List<Table> tables) {
        StringBuilder out = new StringBuilder("table,row,column,value\n");
        for (Table table : tables) {
            int number = 0;
            for (List<Object> row : table.rows()) {
                number++;
                String name = table.list() ? Integer.toString(number) : CsvText.cell(row.get(0).toString());
                for (int i = table.list() ? 0 : 1; i < row.size(); i++) {
                    out.append(table.name()).append(',').append(name).append(',').append(table.columns().get(i)).append(',')
                            .append(value(row.get(i))).append('\n');
                }
            }
        }
        return out.toString();
    }

    private static String value(Object cell) {
        if (cell instanceof Double number) {
            return number.isNaN() ? "" : decimal(number, 6);
        }
        return cell instanceof Long ? cell.toString() : CsvText.cell(cell.toString());
    }

    private static byte[] json(List<Table> tables) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            for (Table table : tables) {
                json.writeObjectFieldStart(table.name());
                json.writeStringField("about", table.about());
                json.writeArrayFieldStart("rows");
                for (List<Object> row : table.rows()) {
                    json(table, row, json);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void json(Table table, List<Object> row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            json.writeFieldName(table.columns().get(i));
            Object cell = row.get(i);
            if (cell instanceof Long number) {
                json.writeNumber(number);
            } else if (cell instanceof Double number && number.isNaN()) {
                json.writeNull();
            } else if (cell instanceof Double number) {
                json.writeNumber(decimal(number, 6));
            } else {
                json.writeString(SafeText.escape(cell.toString()));
            }
        }
        json.writeEndObject();
    }

    private static String decimal(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
