// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.attributes.AttributesNode;

/**
 * The hub's lines of {@code .gitattributes}, which tell a clone what is in git-lfs. Authors may have lines of their own
 * before and after them. Source: gitattributes(5).
 */
final class Attributes {
    private static final String HEADING = "# Kept by the hub: these files are in git-lfs.";
    private static final String LFS = " filter=lfs diff=lfs merge=lfs -text";
    private static final Pattern OUR_LINE = Pattern.compile("\"/.*\"" + Pattern.quote(LFS));

    private Attributes() {}

    /** A heading, then a line for each path: in quotes, with what means something there escaped. */
    static String ours(SortedSet<String> paths) {
        var lines = new StringBuilder(HEADING).append('\n');
        for (var path : paths) {
            var pattern = path.replaceAll("([*?\\[\\]])", "\\\\$1");
            lines.append('"')
                    .append('/')
                    .append(pattern.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"')
                    .append(LFS)
                    .append('\n');
        }
        return lines.toString();
    }

    /** Whether an author's lines put this file into git-lfs; the last line that says something of it counts. */
    static boolean wantLfs(String theirs, String path) throws IOException {
        if (theirs.isEmpty()) return false;
        var node = new AttributesNode();
        node.parse(new ByteArrayInputStream(theirs.getBytes(StandardCharsets.UTF_8)));
        var wanted = false;
        for (var rule : node.getRules())
            if (rule.isMatch(path, false))
                for (var attribute : rule.getAttributes())
                    if (attribute.getKey().equals("filter")) wanted = "lfs".equals(attribute.getValue());
        return wanted;
    }

    /** What authors wrote, ending with a line's end where there is anything. */
    static String withoutOurs(String attributes) {
        var theirs = new StringBuilder();
        var below = false;
        for (var line : attributes.lines().toList()) {
            if (line.equals(HEADING)) below = true;
            else if (!below || !OUR_LINE.matcher(line).matches()) {
                below = false;
                theirs.append(line).append('\n');
            }
        }
        return theirs.toString();
    }
}
