// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import java.nio.file.Path;

/**
 * What can be said on the command line.
 *
 * @param port the hub's, 1 to 65535
 * @param data the folder that keeps everything; a second start with it finds everything as it was
 */
record DemoOptions(int port, Path data, boolean help) {
    static final String USAGE =
            """
            ./fab demo [--port N] [--data DIR]

              --port N     the hub's port on this computer (8080)
              --data DIR   where everything is kept; start again with it and find all as it was (data/demo)
            """;

    /** @throws IllegalArgumentException with a sentence for the person who typed it */
    static DemoOptions of(String... arguments) {
        int port = 8080;
        var data = Path.of("data", "demo");
        for (int i = 0; i < arguments.length; i++) {
            var parts = arguments[i].split("=", 2);
            switch (parts[0]) {
                case "--help", "-h" -> {
                    return new DemoOptions(port, data, true);
                }
                case "--port" -> port = port(parts.length == 2 ? parts[1] : value(arguments, ++i));
                case "--data" -> data = Path.of(parts.length == 2 ? parts[1] : value(arguments, ++i));
                default -> throw new IllegalArgumentException("There is no option " + arguments[i] + ".");
            }
        }
        return new DemoOptions(port, data.toAbsolutePath().normalize(), false);
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) throw new IllegalArgumentException(arguments[index - 1] + " needs a value.");
        return arguments[index];
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) return port;
        }
        throw new IllegalArgumentException("--port must be a number from 1 to 65535, not " + text + ".");
    }
}
