// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * Counts what trees hold without walking through them as files, each tree once: some hundred bytes can stand for
 * thousands of millions of files when trees name each other again and again.
 */
final class TreeShapes {
    private static final int MAX_DEPTH = 32;

    private final ObjectReader reader;
    private final int maxFiles;
    private final Consumer<FieldFault> faults;
    /** How many files are below a tree; -1 for one that is not as it must be. */
    private final Map<ObjectId, Long> files = new HashMap<>();

    TreeShapes(ObjectReader reader, int maxFiles, Consumer<FieldFault> faults) {
        this.reader = reader;
        this.maxFiles = maxFiles;
        this.faults = faults;
    }

    /** For what is looked at here afterwards: two names that are one are told by name here, and by number there. */
    static ObjectChecker checker() {
        return Bundles.checker().setIgnore(ObjectChecker.ErrorType.DUPLICATE_ENTRIES, true);
    }

    /** Whether a revision's tree can be walked through: files and folders only, not too many, not too deep. */
    boolean sound(ObjectId root) throws IOException {
        long count = count(root, "", 0);
        if (count > maxFiles) faults.accept(FieldFault.of("file", "push-files-many", maxFiles));
        return count >= 0 && count <= maxFiles;
    }

    private long count(ObjectId tree, String path, int depth) throws IOException {
        var known = files.get(tree);
        if (known != null) return known;
        long count = depth > MAX_DEPTH ? refuse(path, "push-deep") : look(tree, path, depth);
        files.put(tree.copy(), count);
        return count;
    }

    private long look(ObjectId tree, String path, int depth) throws IOException {
        long sum = 0;
        Map<String, String> taken = new HashMap<>();
        var entries = new CanonicalTreeParser();
        entries.reset(reader.open(tree, Constants.OBJ_TREE).getBytes());
        for (; !entries.eof(); entries.next()) {
            var name = path + entries.getEntryPathString();
            var mode = entries.getEntryFileMode();
            var other = taken.putIfAbsent(folded(entries.getEntryPathString()), name);
            if (other != null) return refuse(name, "path-clash", FilePath.plainly(other));
            if (mode.equals(FileMode.SYMLINK)) return refuse(name, "push-symlink");
            if (mode.equals(FileMode.GITLINK)) return refuse(name, "push-submodule");
            if (!mode.equals(FileMode.TREE)
                    && !mode.equals(FileMode.REGULAR_FILE)
                    && !mode.equals(FileMode.EXECUTABLE_FILE)) return refuse(name, "push-mode");
            long below = mode.equals(FileMode.TREE) ? count(entries.getEntryObjectId(), name + "/", depth + 1) : 1;
            if (below < 0) return -1;
            sum += below;
            if (sum > maxFiles) return sum;
        }
        return sum;
    }

    /** Windows and macOS take what this makes equal for one. */
    private static String folded(String name) {
        return FilePath.normal(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private long refuse(String path, String code, Object... arguments) {
        var plain = FilePath.plainly(path);
        faults.accept(FieldFault.of(plain.length() > 60 ? plain.substring(0, 57) + "..." : plain, code, arguments));
        return -1;
    }
}
