// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.FileKind;
import org.fabcommons.hub.okh.OkhField;
import org.fabcommons.hub.web.Markdown;

/**
 * Finds a revision's assembly steps: the Markdown files that its manifest names as making instructions, or those in the
 * folder {@value #FOLDER} (or {@code assembly}), in the order of their names.
 */
final class Assemblies {
    static final String FOLDER = "docs/assembly";
    static final int MOST_BYTES = 200_000;
    private static final List<String> FOLDERS = List.of(FOLDER, "assembly");
    private static final int MOST_FILES = 100;
    private static final int MOST_STEPS = 200;
    private static final Pattern LANGUAGE = Pattern.compile("(.+)\\.([a-z]{2})");
    private static final Pattern README = Pattern.compile("(?i)(.*/)?readme(\\.[a-z]{2})?\\.[a-z]+");
    private static final Pattern NUMBERS = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

    private final Designs designs;
    private final Documentation documentation;
    private final Bills bills;
    private final Saving saving;

    Assemblies(Designs designs, Documentation documentation, Bills bills, Saving saving) {
        this.designs = designs;
        this.documentation = documentation;
        this.bills = bills;
        this.saving = saving;
    }

    /**
     * The files of the steps, in their order, each with those in other languages.
     *
     * @param named whether the manifest gives the order
     */
    record Order(String revision, List<List<String>> files, boolean named) {}

    Order order(Design design, String revision) {
        var described = documentation.of(design, revision);
        var paths = designs.files(design, described.revision()).stream()
                .filter(file -> file.kind() == FileKind.MARKDOWN)
                .map(DesignFile::path)
                .toList();
        Set<String> found = new LinkedHashSet<>();
        boolean named = false;
        if (described.path().isPresent())
            for (var each : OkhField.MAKING.read(described.okh())) {
                var path = each.replaceFirst("^\\./", "").replaceFirst("/$", "");
                if (paths.contains(path)) {
                    found.add(path);
                    named = true;
                } else found.addAll(within(path, paths));
            }
        if (found.isEmpty()) for (var folder : FOLDERS) if (found.isEmpty()) found.addAll(within(folder, paths));
        return new Order(described.revision(), byLanguage(found), named);
    }

    private static List<String> within(String folder, List<String> paths) {
        return paths.stream()
                .filter(path -> path.startsWith(folder + "/") && path.indexOf('/', folder.length() + 1) < 0)
                .filter(path -> !path.toLowerCase(Locale.ROOT).matches(".*/(readme|licen[cs]e)[^/]*"))
                .sorted(Comparator.comparing(Assemblies::natural).thenComparing(path -> path))
                .toList();
    }

    /** Numbers by what they count: 2 before 10. */
    private static String natural(String path) {
        var natural = new StringBuilder();
        for (var piece : NUMBERS.split(path.toLowerCase(Locale.ROOT)))
            natural.append(piece.matches("\\d{1,9}") ? "%09d".formatted(Integer.parseInt(piece)) : piece);
        return natural.toString();
    }

    private static List<List<String>> byLanguage(Set<String> paths) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (var path : paths)
            groups.computeIfAbsent(bare(path), key -> new ArrayList<>()).add(path);
        return groups.values().stream().limit(MOST_FILES).map(List::copyOf).toList();
    }

    /** Without its ending and its language. */
    static String bare(String path) {
        var name = path.substring(0, path.lastIndexOf('.'));
        var language = LANGUAGE.matcher(name);
        return language.matches() ? language.group(1) : name;
    }

    /** The one in the reader's language, otherwise the one in none. */
    static String in(Locale locale, List<String> group) {
        return group.stream()
                .min(Comparator.comparingInt((String path) -> {
                            var name = path.substring(0, path.lastIndexOf('.'));
                            var language = LANGUAGE.matcher(name);
                            if (!language.matches()) return 1;
                            return language.group(2).equals(locale.getLanguage()) ? 0 : 2;
                        })
                        .thenComparing(path -> path))
                .orElseThrow();
    }

    Assembly of(Design design, String revision, Locale locale) {
        var order = order(design, revision);
        var bill = bills.of(design, order.revision());
        Map<String, Integer> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < bill.lines().size(); i++)
            lines.putIfAbsent(bill.lines().get(i).name().strip(), i + 1);
        Map<String, StepText.File> files = new LinkedHashMap<>();
        for (var group : order.files()) {
            var path = in(locale, group);
            files.put(path, read(design, order.revision(), path));
        }
        var links = new Links(design, order.revision(), anchors(order, files.values(), ""));
        List<Assembly.Intro> intros = new ArrayList<>();
        List<Assembly.Step> steps = new ArrayList<>();
        for (var file : files.entrySet()) {
            var intro = file.getValue().intro();
            if (!intro.isEmpty()) intros.add(new Assembly.Intro(steps.size() + 1, links.html(file.getKey(), intro, 1)));
            for (var step : file.getValue().steps())
                if (steps.size() < MOST_STEPS) steps.add(step(links, file.getKey(), step, steps.size() + 1, lines));
        }
        boolean cut =
                files.values().stream().mapToInt(file -> file.steps().size()).sum() > MOST_STEPS;
        return new Assembly(order.revision(), intros, steps, cut);
    }

    private StepText.File read(Design design, String revision, String path) {
        var text = text(design, revision, path);
        var file = StepText.read(text, title(path));
        return README.matcher(path).matches() ? file.ofReadme(text) : file;
    }

    /** Where the first step of each file stands, in whichever language it is linked to. */
    private static Map<String, String> anchors(Order order, Collection<StepText.File> files, String page) {
        Map<String, String> anchors = new HashMap<>();
        int number = 1;
        var next = files.iterator();
        for (var group : order.files()) {
            for (var path : group) anchors.put(path, page + "#step-" + number);
            number += next.next().steps().size();
        }
        return anchors;
    }

    /** What links lead to while a step is being written. */
    Links links(Design design, String revision) {
        var order = order(design, revision);
        var files = order.files().stream()
                .map(group -> in(Locale.ROOT, group))
                .map(path -> read(design, order.revision(), path))
                .toList();
        return new Links(design, order.revision(), anchors(order, files, design.path() + "/assembly"));
    }

    private static Assembly.Step step(Links links, String path, StepText text, int number, Map<String, Integer> lines) {
        return new Assembly.Step(
                number,
                path,
                text.title(),
                StepText.each(text.tools()),
                StepText.each(text.parts()).stream()
                        .map(words -> new Assembly.Need(words, listed(words, lines)))
                        .toList(),
                links.html(path, text.body(), text.shift()));
    }

    /** "2 × M3 screw" is the line called "M3 screw". */
    private static Optional<Integer> listed(String words, Map<String, Integer> lines) {
        var bare = words.replaceFirst("^\\d+(?:[.,]\\d+)?\\s*[×x*]?\\s+", "");
        return Optional.ofNullable(lines.get(words)).or(() -> Optional.ofNullable(lines.get(bare)));
    }

    String text(Design design, String revision, String path) {
        return saving.text(design, revision, path, MOST_BYTES).orElse("");
    }

    /**
     * Where relative addresses lead: to steps on their page, to other files of the same revision as they are.
     *
     * @param steps addresses of steps by their files
     */
    record Links(Design design, String revision, Map<String, String> steps) {
        String html(String path, String markdown, int shift) {
            return Markdown.html(markdown, relative -> address(path, relative), shift);
        }

        private String address(String path, String relative) {
            try {
                var base = "/" + new DesignFile(path, 0, "", "").encodedPath();
                var target =
                        URI.create(base).resolve(relative.replace(" ", "%20")).normalize();
                var step = steps.get(String.valueOf(target.getPath()).replaceFirst("^(/\\.\\.)*/", ""));
                return step != null
                        ? step
                        : design.path() + "/files/" + revision
                                + target.getRawPath().replaceFirst("^(/\\.\\.)+", "");
            } catch (IllegalArgumentException noAddress) {
                return "#";
            }
        }
    }

    /** What a file without a heading is called. */
    static String title(String path) {
        var name = bare(path);
        return name.substring(name.lastIndexOf('/') + 1)
                .replaceFirst("^[0-9]+[-_. ]*", "")
                .replaceAll("[-_]+", " ")
                .strip();
    }
}
