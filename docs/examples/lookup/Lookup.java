import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;

/** Looks a code up in errnorm.csv; run with `java Lookup.java errnorm.csv VENDOR CODE`. */
public class Lookup {
    private final Map<String, Map<String, String>> rows = new HashMap<>();

    Lookup(Path file) throws Exception {
        List<List<String>> table = parse(Files.readString(file));
        List<String> names = table.get(0);
        for (List<String> cells : table.subList(1, table.size())) {
            Map<String, String> row = new HashMap<>();
            for (int at = 0; at < names.size(); at++) row.put(names.get(at), cells.get(at));
            rows.put(row.get("vendor") + ":" + row.get("vendor_code") + "@" + row.get("surface"), row);
        }
    }

    /** Gives the row of a code, or null where the vendor has none; `surface` may be empty. */
    Map<String, String> find(String vendor, String code, String surface) {
        Map<String, String> bound = rows.get(vendor + ":" + code + "@" + surface);
        return bound != null ? bound : rows.get(vendor + ":" + code + "@");
    }

    private static List<List<String>> parse(String text) {
        List<List<String>> table = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char mark = text.charAt(at);
            if (quoted && mark == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append(mark);
                at++;
            } else if (mark == '"') {
                quoted = !quoted;
            } else if (!quoted && (mark == ',' || mark == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (mark == '\n') {
                    table.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(mark);
            }
        }
        return table;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> row = new Lookup(Path.of(arguments[0])).find(arguments[1], arguments[2], "");
        System.out.println(row == null ? "unknown" : row.get("code") + " " + row.get("retry") + " " + row.get("delay_seconds"));
    }
}
