// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fabcommons.agent.transport.Port;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the agent's house. */
class HouseTest {
    private static final String AGENT = "org.fabcommons.agent";

    /** Every room, lowest first; a room may use those before it. */
    private static final List<String> ROOMS = List.of(
            "transport",
            "simulator",
            "dialect",
            "guard",
            "stream",
            "runfrom",
            "machine",
            "job",
            "control",
            "camera",
            "hub",
            "notify",
            "local");

    /** Where people are talked to. */
    private static final String[] ROOT = {AGENT, AGENT + ".cli.."};

    private static JavaClasses agent;

    @BeforeAll
    static void read() {
        agent = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(AGENT);
    }

    @Test
    void everyRoomStandsInTheOrderedList() {
        var found = agent.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(AGENT + "."))
                .map(name -> name.substring(AGENT.length() + 1).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        found.remove("cli");
        assertThat(ROOMS).containsAll(found);
    }

    @Test
    void noRoomSeesALaterOne() {
        for (int i = 0; i < ROOMS.size(); i++) {
            var later = ROOMS.subList(i + 1, ROOMS.size()).stream()
                    .map(room -> AGENT + "." + room + "..")
                    .collect(Collectors.toCollection(ArrayList::new));
            later.addAll(List.of(ROOT));
            noClasses()
                    .that()
                    .resideInAPackage(AGENT + "." + ROOMS.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later.toArray(String[]::new))
                    .check(agent);
        }
    }

    @Test
    void noTwoRoomsSeeEachOther() {
        slices().matching(AGENT + ".(*)..").should().beFreeOfCycles().check(agent);
    }

    @Test
    void aJobRunsToItsEndWithoutTheHub() {
        noClasses()
                .that(resideInAnyPackage(
                        AGENT + ".machine..", AGENT + ".stream..", AGENT + ".guard..", AGENT + ".job.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AGENT + ".hub..")
                .check(agent);
    }

    @Test
    void nothingReachesTheWireThatTheGuardHasNotSeen() {
        noClasses()
                // A port around a port hands on what the guard has written to it.
                .that(resideOutsideOfPackages(AGENT + ".guard..", AGENT + ".transport.."))
                .should()
                .callMethod(Port.class, "write", byte[].class)
                .check(agent);
    }

    @Test
    void theSimulatedMachineKnowsNothingOfOurOwnDialects() {
        noClasses()
                .that(resideInAnyPackage(AGENT + ".dialect..", AGENT + ".guard..", AGENT + ".stream.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AGENT + ".simulator..")
                .check(agent);
    }

    @Test
    void whatIsHardToReplaceHasOneRoom() {
        onlyIn("transport", "com.fazecast..", "com.sun.jna..");
        onlyIn("job", "java.sql..", "org.sqlite..");
    }

    @Test
    void nativeCodeOfCamerasRunsInAProcessOfItsOwn() {
        noClasses()
                .that(resideOutsideOfPackages(AGENT + ".camera.worker.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..")
                .check(agent);
        noClasses()
                .that(resideOutsideOfPackages(AGENT + ".camera.worker.."))
                .and()
                .doNotHaveSimpleName("CameraWorkerCommand")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AGENT + ".camera.worker..")
                .check(agent);
    }

    private static void onlyIn(String room, String... libraries) {
        noClasses()
                .that(resideOutsideOfPackages(AGENT + "." + room + ".."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because("only " + room + " knows it")
                .check(agent);
    }

    @Test
    void protocolsArePure() {
        noClasses()
                .that(resideInAnyPackage(AGENT + ".dialect..", AGENT + ".stream.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.time..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(agent);
    }

    @Test
    void thingsAreCalledWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto|Controller|Service)")
                .orShould()
                .haveNameMatching(".*\\.(Abstract|Base)[A-Z][^.]*")
                .check(agent);
    }

    @Test
    void timeIsHandedInAndNobodySleeps() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
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
                .check(agent);
    }

    @Test
    void everySourceSaysItsLicenceFirst() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            var silent = files.filter(file -> file.toString().matches(".*\\.(java|session|css|js|yml)"))
                    .filter(file -> !firstLine(file).contains("SPDX-License-Identifier: AGPL-3.0-or-later"))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
