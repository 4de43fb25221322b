// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/org/fabcommons/hub");
    private static final Pattern USED = Pattern.compile("\\bt\\(\"([a-zA-Z0-9.-]+)\"[,)]");

    @Test
    void everyTextIsThereInBothLanguagesAndNoneIsEmpty() throws IOException {
        var all = new TreeSet<String>();
        try (var features = Files.list(RESOURCES)) {
            for (var feature : features.toList()) {
                if (!Files.exists(feature.resolve("messages.en.properties"))) continue;
                var en = load(feature.resolve("messages.en.properties"));
                var fr = load(feature.resolve("messages.fr.properties"));
                assertThat(fr.keySet()).as(feature.toString()).isEqualTo(en.keySet());
                assertThat(en.values()).allMatch(text -> !((String) text).isBlank());
                assertThat(fr.values()).allMatch(text -> !((String) text).isBlank());
                all.addAll(en.stringPropertyNames());
            }
        }
        assertThat(all).isNotEmpty();
    }

    @Test
    void noTextIsWrittenTwiceSoThatTheSecondWouldTakeThePlaceOfTheFirst() throws IOException {
        try (var files = Files.walk(RESOURCES)) {
            for (var file :
                    files.filter(any -> any.toString().endsWith(".properties")).toList()) {
                var keys = Files.readAllLines(file).stream()
                        .filter(line -> line.contains("=") && !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf('=')).strip());
                assertThat(keys).as(file.toString()).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void frenchPunctuationNeverStartsALine() {
        assertThat(Messages.typeset(Locale.FRENCH, "Prêt ? Non : « pas encore » ; voir http://x:80"))
                .isEqualTo("Prêt\u202f? Non\u00a0: «\u00a0pas encore\u00a0»\u202f; voir http://x:80");
        assertThat(Messages.typeset(Locale.ENGLISH, "a : b")).isEqualTo("a : b");
    }

    @Test
    void everyKeyThatATemplateUsesExists() throws IOException {
        var known = new TreeSet<String>();
        var used = new TreeSet<String>();
        try (var files = Files.walk(RESOURCES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith("messages.en.properties"))
                    known.addAll(load(file).stringPropertyNames());
                if (file.toString().endsWith(".ftl")) {
                    var keys = USED.matcher(Files.readString(file));
                    while (keys.find()) used.add(keys.group(1));
                }
            }
        }
        assertThat(known).containsAll(used);
    }

    private static Properties load(Path file) throws IOException {
        var texts = new Properties();
        try (var in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }
}
