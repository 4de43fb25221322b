// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fabcommons.hub.web.Access;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the house: which room may see which, and how things are called. */
class HouseTest {
    private static final String HUB = "org.fabcommons.hub";
    private static JavaClasses hub;

    @BeforeAll
    static void read() {
        hub = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(HUB);
    }

    /** Every package of the house, lowest first. */
    private static List<String> rooms() {
        var rooms = new ArrayList<String>();
        rooms.add("store");
        rooms.addAll(HubApplication.FEATURES);
        return rooms;
    }

    @Test
    void everyRoomStandsInTheOrderedList() {
        var found = hub.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(HUB + "."))
                .map(name -> name.substring(HUB.length() + 1).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        found.remove("demo"); // belongs to the root: it uses the hub from outside
        assertThat(rooms()).containsAll(found);
    }

    @Test
    void noRoomSeesALaterOne() {
        var rooms = rooms();
        for (int i = 0; i < rooms.size(); i++) {
            var later = rooms.subList(i + 1, rooms.size()).stream()
                    .map(room -> HUB + "." + room + "..")
                    .collect(Collectors.toCollection(ArrayList::new));
            later.add(HUB); // the root sees all and is seen by none
            later.add(HUB + ".demo..");
            noClasses()
                    .that()
                    .resideInAPackage(HUB + "." + rooms.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later.toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(hub);
        }
    }

    @Test
    void noTwoRoomsSeeEachOther() {
        slices().matching(HUB + ".(*)..").should().beFreeOfCycles().check(hub);
    }

    @Test
    void whatIsHardToReplaceHasOneRoom() {
        onlyIn("vault", "org.eclipse.jgit..");
        onlyIn("web", "freemarker..");
        onlyIn("store", "org.sqlite..", "org.flywaydb..", "javax.sql..");
        noClasses()
                .that(resideOutsideOfPackages(HUB + ".store.."))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .because("only the store opens a connection")
                .check(hub);
        noClasses()
                .that(resideOutsideOfPackages(HUB + ".parametric..", HUB + ".demo.."))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .because("only parametric starts programs, with limits")
                .check(hub);
    }

    private static void onlyIn(String room, String... libraries) {
        noClasses()
                .that(resideOutsideOfPackages(HUB + "." + room + ".."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because("only " + room + " knows it")
                .check(hub);
    }

    @Test
    void pureRoomsTouchNoNetworkThreadOrClock() {
        noClasses()
                .that()
                .resideInAnyPackage(HUB + ".licence..", HUB + ".mesh..")
                .should()
                .dependOnClassesThat(resideInAPackage("java.net..")
                        .or(resideInAPackage("java.util.concurrent.."))
                        .or(DescribedPredicate.describe(
                                "threads and clocks",
                                type -> type.isEquivalentTo(Thread.class)
                                        || type.isEquivalentTo(Clock.class)
                                        || type.isEquivalentTo(InstantSource.class))))
                .allowEmptyShould(true)
                .check(hub);
    }

    @Test
    void storesStayInsideTheirRoom() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .should()
                .notBePublic()
                .check(hub);
    }

    @Test
    void thingsAreCalledWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto|Controller|Service)")
                .orShould()
                .haveNameMatching(".*\\.(Abstract|Base)[A-Z][^.]*")
                .orShould()
                .haveNameMatching(".*\\.I[A-Z][a-z][^.]*")
                .check(hub);
    }

    @Test
    void timeIsHandedIn() {
        var inside = resideOutsideOfPackages(HUB, HUB + ".demo..");
        noClasses()
                .that(inside)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(hub);
    }

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        methods()
                .that(DescribedPredicate.describe("are endpoints", HouseTest::isEndpoint))
                .should()
                .beAnnotatedWith(Access.class)
                .andShould()
                .haveModifier(PUBLIC)
                .check(hub);
    }

    @Test
    void onlyEndpointsSayWhoMayCallThem() {
        methods()
                .that()
                .areAnnotatedWith(Access.class)
                .should(new ArchCondition<>("be endpoints") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        events.add(new SimpleConditionEvent(method, isEndpoint(method), method.getFullName()));
                    }
                })
                .check(hub);
    }

    private static boolean isEndpoint(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class));
    }

    @Test
    void everySourceSaysItsLicenceFirst() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            var silent = files.filter(file -> file.toString().matches(".*\\.(java|ftl|css|js|yml)"))
                    .filter(file -> !firstLine(file).contains("SPDX-License-Identifier: AGPL-3.0-or-later"))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
