// SPDX-License-Identifier: AGPL-3.0-or-later

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The plainest sender that works when nothing goes wrong: no checks, no resends, no state. What the agent's streaming is
 * compared with. Usage: Plain marlin|grbl PORT FILE
 */
class Plain {
    private static final int RX_BUFFER = 127;

    public static void main(String[] arguments) throws IOException {
        boolean marlin = arguments[0].equals("marlin");
        var lines = Files.readAllLines(Path.of(arguments[2])).stream()
                .map(line -> line.replaceAll(";.*|\\(.*?\\)", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        try (var out = new FileOutputStream(arguments[1]);
                var in = new BufferedReader(
                        new InputStreamReader(new FileInputStream(arguments[1]), StandardCharsets.US_ASCII))) {
            for (var line = in.readLine(); !line.startsWith(marlin ? "echo:SD" : "Grbl"); ) line = in.readLine();
            if (marlin) exchange(out, in, "N0 M110 N0*125");
            if (marlin) pingPong(out, in, lines);
            else counting(out, in, lines);
        }
    }

    private static void pingPong(FileOutputStream out, BufferedReader in, List<String> lines) throws IOException {
        int number = 0;
        for (var line : lines) {
            var numbered = "N" + ++number + " " + line;
            int sum = 0;
            for (int i = 0; i < numbered.length(); i++) sum ^= numbered.charAt(i);
            exchange(out, in, numbered + "*" + sum);
        }
    }

    private static void exchange(FileOutputStream out, BufferedReader in, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        while (!in.readLine().startsWith("ok")) continue;
    }

    private static void counting(FileOutputStream out, BufferedReader in, List<String> lines) throws IOException {
        var pending = new ArrayDeque<Integer>();
        int bytes = 0;
        for (var line : lines) {
            while (bytes + line.length() + 1 > RX_BUFFER) if (in.readLine().startsWith("ok")) bytes -= pending.remove();
            out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pending.add(line.length() + 1);
            bytes += line.length() + 1;
        }
        while (!pending.isEmpty()) if (in.readLine().startsWith("ok")) pending.remove();
    }
}
