// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Fills a hub's database with designs, three derivations for each, makes and the index of search, straight into the tables
 * of the real schema: as if they had been published over eleven years. What stands there already, designs with real
 * repositories, becomes part of the same graph. Usage: Million DATABASE DESIGNS
 */
public final class Million {
    private static final long BEGIN = 1_420_070_400_000L;
    private static final long END = 1_767_225_600_000L;
    private static final int BATCH = 20_000;
    private static final String[] LICENCES = {
        "CERN-OHL-S-2.0", "CC-BY-SA-4.0", "CC-BY-4.0", "CC0-1.0", "CERN-OHL-P-2.0", "CC-BY-NC-SA-4.0", "CERN-OHL-W-2.0", "MIT"
    };
    private static final String[] KINDS = {"remix", "remix", "remix", "improvement", "port", "variant", "variant", "part", "part", "translation"};
    private static final String[] ENGLISH = ("lamp vise hinge bracket clamp lantern stool shelf drawer box handle knob gear pulley spool holder mount"
                    + " stand tray hook case cover lid jig fixture gauge wrench plane saw hammer bench table chair frame wheel axle bearing"
                    + " motor sensor camera microscope pump valve nozzle pipe fitting adapter connector plug socket switch board clock"
                    + " robot arm gripper drone boat kite bridge tower house tent oven stove filter loom wheelbarrow bicycle trailer"
                    + " planter greenhouse beehive feeder birdhouse toy puzzle dice game piano flute guitar drum whistle glove splint"
                    + " prosthesis crutch walker spoon cup bowl plate bottle opener grinder mill press cutter slicer").split(" ");
    private static final String[] FRENCH = ("lampe étau charnière équerre serre-joint lanterne tabouret étagère tiroir boîte poignée bouton engrenage poulie bobine"
                    + " support fixation socle plateau crochet étui couvercle gabarit calibre clé rabot scie marteau établi table chaise cadre"
                    + " roue essieu roulement moteur capteur caméra microscope pompe vanne buse tuyau raccord adaptateur connecteur prise"
                    + " interrupteur carte horloge robot bras pince drone bateau cerf-volant pont tour maison tente four poêle filtre métier"
                    + " brouette vélo remorque jardinière serre ruche mangeoire nichoir jouet puzzle dé jeu piano flûte guitare tambour"
                    + " sifflet gant attelle prothèse béquille déambulateur cuillère tasse bol assiette bouteille décapsuleur moulin presse"
                    + " découpeuse trancheuse").split(" ");
    private static final String[] ENGLISH_LIKE = ("small large adjustable folding modular wooden printed parametric silent strong quick open universal portable magnetic"
                    + " stackable ergonomic simple precise waterproof").split(" ");
    private static final String[] FRENCH_LIKE = ("petite grande réglable pliante modulaire bois imprimée paramétrique silencieuse solide rapide libre universelle portable"
                    + " magnétique empilable ergonomique simple précise étanche").split(" ");
    private static final String[] TAGS = ("3d-print laser cnc pla petg plywood wood steel electronics arduino garden kitchen workshop lab medical toy music bicycle"
                    + " storage tools lighting furniture education sewing").split(" ");
    private static final String[] SMALL_EN = "the of and for with that is in this on it to which your".split(" ");
    private static final String[] SMALL_FR = "le la les des du pour avec une dans sur qui est ce votre".split(" ");
    private static final String[] SYLLABLES = "ba do ki lu me no pa ri so tu va ze cho fla gri kra pli sta tro bel dan fir mon sel tan ver".split(" ");

    private final Random random = new Random(7);
    private final Map<String, Set<String>> forms = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();
    private final String[] rare = rare();

    private static String[] rare() {
        var random = new Random(3);
        var names = new LinkedHashSet<String>();
        while (names.size() < 60_000) {
            var name = new StringBuilder();
            for (int i = 0; i < 3 + random.nextInt(2); i++) name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            names.add(name.toString());
        }
        return names.toArray(String[]::new);
    }

    public static void main(String[] arguments) throws SQLException {
        var file = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        long begun = System.nanoTime();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            new Million().fill(connection, count);
        }
        System.err.printf("%,d designs in %d s%n", count, (System.nanoTime() - begun) / 1_000_000_000);
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var each : statements) statement.execute(each);
        }
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) all.add(rows.getString(1));
        }
        return all;
    }

    private void fill(Connection connection, int count) throws SQLException {
        run(connection, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -1500000", "PRAGMA foreign_keys = OFF", "PRAGMA temp_store = MEMORY");
        // What triggers would do one by one is done at the end, indices are made at the end.
        var which = "WHERE type = 'trigger' AND tbl_name IN ('design', 'derivation', 'evidence')";
        var triggers = column(connection, "SELECT sql FROM sqlite_master " + which);
        for (var name : column(connection, "SELECT name FROM sqlite_master " + which))
            run(connection, "DROP TRIGGER " + name);
        var indices = column(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('design', 'design_tag', 'derivation', 'evidence')");
        for (var name : column(connection, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('design', 'design_tag', 'derivation', 'evidence')"))
            run(connection, "DROP INDEX " + name);
        var real = column(connection, "SELECT id FROM design ORDER BY created_at");
        run(connection, "INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 200000000)");
        connection.setAutoCommit(false);
        int owners = owners(connection, Math.max(10, count / 40));
        int[] derived = new int[count];
        int[] variants = new int[count];
        var ids = new String[count];
        for (int i = 0; i < count; i++) ids[i] = id(i);
        derivations(connection, count, real, ids, derived, variants);
        int[] makes = makes(connection, count, ids);
        designs(connection, count, owners, ids, derived, variants, makes);
        spelling(connection);
        connection.setAutoCommit(true);
        count(connection);
        for (var sql : indices) run(connection, sql);
        for (var sql : triggers) run(connection, sql);
        run(connection, "INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 1048576)");
        // The designs that were there have gained descendants and makes.
        run(connection, "INSERT OR IGNORE INTO search_due (design) SELECT id FROM design WHERE id NOT LIKE 'gggg%'", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** What triggers would have counted; as the migration that made them does. */
    private static void count(Connection connection) throws SQLException {
        run(connection, """
                UPDATE derivation SET (listed, made_at) =
                    (SELECT d.visibility = 'public' AND d.deleted_at IS NULL, d.created_at FROM design d WHERE d.id = derivation.design)
                """, "DELETE FROM derivation_count", """
                INSERT INTO derivation_count
                    SELECT ancestor, SUM(kind NOT IN ('variant', 'part')), SUM(kind = 'variant'), SUM(kind = 'part')
                    FROM derivation WHERE listed GROUP BY ancestor
                """, "DELETE FROM evidence_summary", """
                INSERT INTO evidence_summary
                    SELECT design, COUNT(*), SUM(worked), SUM(partly), SUM(failed), SUM(simulated) FROM evidence_judged GROUP BY design
                """, "DELETE FROM owner_count", """
                INSERT INTO owner_count
                    SELECT owner, SUM(visibility = 'public'), COUNT(*) FROM design WHERE deleted_at IS NULL GROUP BY owner
                """);
    }

    private static int owners(Connection connection, int count) throws SQLException {
        try (var owner = connection.prepareStatement("INSERT INTO owner (id, handle, kind) VALUES (?, ?, 'person')");
                var person = connection.prepareStatement("INSERT INTO person (id, handle, email, display_name, password_hash, created_at) VALUES (?, ?, ?, ?, '', ?)")) {
            for (int i = 0; i < count; i++) {
                var id = "p%015d".formatted(i);
                set(owner, id, "maker-" + i);
                set(person, id, "maker-" + i, "maker-" + i + "@example.org", "Maker " + i, BEGIN);
                if (i % BATCH == BATCH - 1) send(owner, person);
            }
            send(owner, person);
            connection.commit();
        }
        return count;
    }

    /** Old ones and lucky ones have many descendants, most have few; the first hundred are one line. */
    private void derivations(Connection connection, int count, List<String> real, String[] ids, int[] derived, int[] variants) throws SQLException {
        try (var edge = connection.prepareStatement("INSERT OR IGNORE INTO derivation (design, ancestor, ancestor_revision, kind, position, note, ancestor_name, ancestor_title, ancestor_licence) VALUES (?, ?, ?, ?, ?, '', ?, ?, 'CC-BY-SA-4.0')")) {
            // The first real design is the hundredth descendant of a line.
            for (int i = 0; i < Math.min(100, count - 1) && !real.isEmpty(); i++)
                set(edge, i == 0 ? real.get(0) : ids[count - i], ids[count - i - 1], head(count - i - 1), "remix", 9, "maker-1/chain", "Chain");
            for (int i = 1; i < count; i++) {
                var chosen = new LinkedHashSet<Integer>();
                int tries = 0;
                while (chosen.size() < Math.min(3, i) && tries++ < 20) chosen.add((int) (i * Math.pow(random.nextDouble(), 2.2)));
                int position = 0;
                for (int ancestor : chosen) {
                    var kind = KINDS[random.nextInt(KINDS.length)];
                    // One ancestor in twenty has a repository.
                    var id = !real.isEmpty() && random.nextInt(20) == 0 ? real.get((int) (real.size() * Math.pow(random.nextDouble(), 2.2))) : ids[ancestor];
                    if (id.equals(ids[ancestor])) {
                        if (kind.equals("variant")) variants[ancestor]++;
                        else if (!kind.equals("part")) derived[ancestor]++;
                    }
                    set(edge, ids[i], id, head(ancestor), kind, position++, "maker-" + ancestor % 1000 + "/thing-" + ancestor, "Thing " + ancestor);
                }
                if (i % BATCH == 0) send(edge);
            }
            send(edge);
            connection.commit();
        }
    }

    private int[] makes(Connection connection, int count, String[] ids) throws SQLException {
        int[] makes = new int[count];
        run(connection, "INSERT INTO lab (id, handle, name, kind, open_to, created_at) VALUES ('benchlab', 'benchlab', 'Bench', 'lab', 'anyone', 0)",
                "INSERT INTO machine (id, lab, key, name, profile, simulated, created_at) VALUES ('benchmachine', 'benchlab', 'bench', 'Bench', 'prusa-mk3s', 0, 0)");
        try (var job = connection.prepareStatement("INSERT INTO job (id, machine, requester, file_name, sha256, size_bytes, toolpath, state, attempt, message_attempt, message_seq, line, lines, fraction, created_at) VALUES (?, 'benchmachine', 'p000000000000000', 'a.gcode', '', 1, '{}', 'reported', 1, 1, 1, 1, 1, 1, ?)");
                var evidence = connection.prepareStatement("INSERT INTO evidence (job, design, sha256, machine_name, profile, simulated, ending, started, ended_at, outcome) VALUES (?, ?, '', 'Bench', 'prusa-mk3s', 0, 'finished', 1, ?, ?)")) {
            for (int i = 0; i < count / 5; i++) {
                int design = (int) (count * Math.pow(random.nextDouble(), 3));
                makes[design]++;
                var id = "j%015d".formatted(i);
                long at = BEGIN + (long) (random.nextDouble() * (END - BEGIN));
                set(job, id, at);
                set(evidence, id, ids[design], at, random.nextInt(4) == 0 ? "failed" : "worked");
                if (i % BATCH == 0) send(job, evidence);
            }
            send(job, evidence);
            connection.commit();
        }
        return makes;
    }

    private void designs(Connection connection, int count, int owners, String[] ids, int[] derived, int[] variants, int[] makes) throws SQLException {
        int edition = EntryReader.edition();
        try (var design = connection.prepareStatement("INSERT INTO design (id, owner, name, title, summary, licence, tags, head, visibility, tombstone, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?, ?)");
                var tagged = connection.prepareStatement("INSERT OR IGNORE INTO design_tag (design, tag) VALUES (?, ?)");
                // There is nothing to read in them, and nobody should try.
                var bill = connection.prepareStatement("INSERT INTO bill (design, revision, path) VALUES (?, ?, '')");
                var row = connection.prepareStatement("INSERT OR IGNORE INTO search_entry (id, design, facets, words, makes, worked, judged, derived, variants, long_mm, middle_mm, short_mm, updated_at, edition) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                var text = connection.prepareStatement("INSERT INTO search_text (rowid, title, tags, people, parts, body) VALUES (?, ?, ?, ?, ?, ?)")) {
            long last = 0;
            for (int i = 0; i < count; i++) {
                boolean french = random.nextInt(10) < 4;
                var title = pick(french ? FRENCH_LIKE : ENGLISH_LIKE) + " " + pick(french ? FRENCH : ENGLISH) + " " + rare[(int) (rare.length * Math.pow(random.nextDouble(), 2))];
                var summary = sentence(french, 12);
                var body = sentence(french, 45);
                var tags = new LinkedHashSet<String>();
                for (int n = 0; n < 2 + random.nextInt(2); n++) tags.add(TAGS[(int) (TAGS.length * Math.pow(random.nextDouble(), 1.5))]);
                var licence = LICENCES[(int) (LICENCES.length * Math.pow(random.nextDouble(), 1.4))];
                long created = BEGIN + (END - BEGIN) / count * i + random.nextInt((int) Math.min(Integer.MAX_VALUE, Math.max(1, (END - BEGIN) / count)));
                long updated = Math.min(END, created + (long) (random.nextDouble() * random.nextDouble() * (END - created)));
                int owner = (int) (owners * Math.pow(random.nextDouble(), 1.6));
                var tagText = String.join(" ", tags);
                boolean open = random.nextInt(50) != 0;
                set(design, ids[i], "p%015d".formatted(owner), "thing-" + i, title, summary, licence, tagText, head(i), open ? "public" : "unlisted", created, updated);
                set(bill, ids[i], head(i));
                for (var tag : tags) set(tagged, ids[i], tag);
                if (open) {
                    long place = Math.max(last + 1, SearchIndex.place(created));
                    last = place;
                    var facets = new ArrayList<String>();
                    Vocabulary.processes(tagText.replace('-', ' ') + " " + tagText + " " + title + " " + summary).forEach(value -> facets.add(Facet.PROCESS.token(value)));
                    Vocabulary.materials(tagText + " " + title + " " + summary).forEach(value -> facets.add(Facet.MATERIAL.token(value)));
                    facets.add(Facet.LICENCE.token(licence));
                    if (!licence.contains("NC")) facets.add(Facet.OPEN.token(Facet.YES));
                    facets.add(Facet.LANGUAGE.token(french ? "fr" : "en"));
                    if (random.nextInt(4) == 0) facets.add(Facet.TOOLPATH.token(Facet.YES));
                    if (makes[i] > 0) facets.add(Facet.MADE.token(Facet.YES));
                    tags.forEach(tag -> facets.add(Facet.TAG.token(tag)));
                    if (makes[i] == 0 && derived[i] == 0 && random.nextInt(20) == 0) facets.add(Entry.NEWCOMER);
                    var size = random.nextInt(3) == 0 ? Size.UNKNOWN : Size.of(20 + random.nextInt(300), 10 + random.nextInt(250), 5 + random.nextInt(200));
                    var people = "maker-" + owner + " Maker " + owner;
                    var entry = new Entry(new Entry.Row(place, ids[i], String.join(" ", facets), Entry.suggested(title, tagText, people), makes[i], makes[i] / 2, makes[i], derived[i], variants[i], size.longMm(), size.middleMm(), size.shortMm(), updated), title, tagText, people, "", body, Set.of());
                    for (var word : entry.row().words().split(" ")) words.merge(word, 1, Integer::sum);
                    set(row, place, ids[i], entry.row().facets(), entry.row().words(), makes[i], makes[i] / 2, makes[i], derived[i], variants[i], size.longMm(), size.middleMm(), size.shortMm(), updated, edition);
                    for (var known : Words.of(summary + " " + body)) words.putIfAbsent(known, 0);
                    set(text, place, indexJoined(title), indexJoined(tagText), String.join(" ", Words.of(people)), "", index(summary + " " + body));
                }
                if (i % BATCH == BATCH - 1) {
                    send(design, bill, tagged, row, text);
                    connection.commit();
                    System.err.printf("%,d%n", i + 1);
                }
            }
            send(design, bill, tagged, row, text);
            connection.commit();
        }
    }

    private void spelling(Connection connection) throws SQLException {
        try (var word = connection.prepareStatement("INSERT INTO search_word (word, uses) VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET uses = uses + excluded.uses");
                var spelling = connection.prepareStatement("INSERT OR IGNORE INTO search_misspelling (spelling, word) VALUES (?, ?)")) {
            var sorted = words.keySet().toArray(String[]::new);
            Arrays.sort(sorted);
            int n = 0;
            for (var each : sorted) {
                set(word, each, words.get(each));
                for (var way : Spelling.of(each)) set(spelling, way, each);
                if (n++ % BATCH == 0) send(word, spelling);
            }
            send(word, spelling);
            connection.commit();
        }
    }

    private String sentence(boolean french, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(10);
            text.append(kind < 3 ? pick(french ? SMALL_FR : SMALL_EN) : kind < 7 ? pick(french ? FRENCH : ENGLISH) : kind < 9 ? pick(french ? FRENCH_LIKE : ENGLISH_LIKE) : rare[(int) (rare.length * Math.pow(random.nextDouble(), 3))]).append(' ');
        }
        return text.toString().strip();
    }

    /** A few words stand in most texts. */
    private String pick(String[] from) {
        return from[(int) (from.length * Math.pow(random.nextDouble(), 1.8))];
    }

    /** As {@link Words#indexJoined}. */
    private String indexJoined(String text) {
        return index(text + " " + String.join(" ", Words.joined(text)));
    }

    /** As {@link Words#index}, with what is known of a word remembered. */
    private String index(String text) {
        Set<String> all = new LinkedHashSet<>();
        for (var word : Words.of(text)) if (!Words.empty(word)) all.addAll(forms.computeIfAbsent(word, Words::forms));
        return String.join(" ", all);
    }

    /** As ids are: small letters and digits from 2 to 7. */
    private static String id(int number) {
        var digits = new StringBuilder("gggg%012d".formatted(0));
        for (int at = digits.length() - 1, left = number; left > 0; at--, left /= 26) digits.setCharAt(at, (char) ('a' + left % 26));
        return digits.toString().replace('0', 'a');
    }

    private static String head(int i) {
        return "%040x".formatted(i + 1);
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
        statement.addBatch();
    }

    private static void send(PreparedStatement... statements) throws SQLException {
        for (var each : statements) each.executeBatch();
    }
}
