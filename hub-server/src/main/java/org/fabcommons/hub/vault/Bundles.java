// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BundleWriter;
import org.fabcommons.hub.web.Problem;

/**
 * A repository's history as one file that git itself can clone, and back. Source: gitformat-bundle(5), version 2. With
 * the branch go its tags, its releases and the revisions that a rewritten history leads to no more.
 */
final class Bundles {
    private static final String SIGNATURE = "# v2 git bundle";
    private static final int MAX_LINE = 500;
    private static final int MAX_REFS = 10_000;

    private Bundles() {}

    static void write(Repository repository, OutputStream out) throws IOException {
        var writer = new BundleWriter(repository);
        for (var ref : repository.getRefDatabase().getRefs())
            if (travels(ref.getName())) writer.include(ref.getName(), ref.getObjectId());
        writer.writeBundle(NullProgressMonitor.INSTANCE, out);
    }

    private static boolean travels(String ref) {
        return ref.equals(Branch.NAME)
                || ref.startsWith(Constants.R_TAGS)
                || ref.startsWith(ReleaseRefs.HOLDERS)
                || ref.startsWith(Pushes.KEPT);
    }

    /**
     * Reads the objects into a repository; no ref moves.
     *
     * @return where the refs shall be
     * @throws Problem where it is no bundle, or one that this hub does not take
     */
    static Map<String, ObjectId> read(Repository repository, InputStream in) throws IOException {
        var refs = refs(in);
        if (!refs.containsKey(Branch.NAME)) throw Problem.badRequest("import-bundle", "refs/heads/main");
        try (var inserter = repository.newObjectInserter()) {
            var parser = inserter.newPackParser(in);
            parser.setObjectChecker(checker());
            parser.setMaxObjectSizeLimit(PushLimits.STANDARD.objectBytes());
            parser.setCheckEofAfterPackFooter(false);
            parser.parse(NullProgressMonitor.INSTANCE);
            inserter.flush();
        } catch (TooLargePackException | TooLargeObjectInPackException large) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE, "push-object-large", PushLimits.STANDARD.objectBytes() / 1_000_000);
        } catch (IOException | IllegalArgumentException broken) {
            throw Problem.badRequest("import-bundle", String.valueOf(broken.getMessage()));
        }
        return refs;
    }

    static ObjectChecker checker() {
        return new ObjectChecker().setSafeForMacOS(true).setSafeForWindows(true);
    }

    private static Map<String, ObjectId> refs(InputStream in) throws IOException {
        if (!line(in).equals(SIGNATURE)) throw Problem.badRequest("import-bundle", SIGNATURE);
        Map<String, ObjectId> refs = new LinkedHashMap<>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var words = line.split(" ", 2);
            // A line with "-" asks for objects that are elsewhere: then it is not the whole history.
            if (words.length < 2 || !ObjectId.isId(words[0]) || refs.size() >= MAX_REFS)
                throw Problem.badRequest("import-bundle", line);
            if (travels(words[1]) && Repository.isValidRefName(words[1]))
                refs.put(words[1], ObjectId.fromString(words[0]));
        }
        return refs;
    }

    private static String line(InputStream in) throws IOException {
        List<Byte> bytes = new ArrayList<>();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || bytes.size() >= MAX_LINE) throw Problem.badRequest("import-bundle", SIGNATURE);
            bytes.add((byte) b);
        }
        var text = new byte[bytes.size()];
        for (int i = 0; i < text.length; i++) text[i] = bytes.get(i);
        return new String(text, StandardCharsets.UTF_8);
    }
}
