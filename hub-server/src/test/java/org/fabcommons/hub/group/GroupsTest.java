// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTest {
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client ben;
    private static Hub.Client cleo;
    private static Hub.Client eve;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        ben = hub.as("ben");
        cleo = hub.as("cleo");
        eve = hub.as("eve");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** A group of ada's in which ben maintains and cleo contributes. */
    private static String group(String handle) {
        var made = ada.post("/api/v1/groups", Map.of("handle", handle, "displayName", "The " + handle));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        put(ada, handle, "ben", "maintainer", 200);
        put(ada, handle, "cleo", "contributor", 200);
        return handle;
    }

    private static void put(Hub.Client by, String group, String person, String role, int status) {
        var answer = by.put("/api/v1/groups/" + group + "/members/" + person, Map.of("role", role));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private static Hub.Answer publish(Hub.Client by, String group, String name, String visibility) {
        var wish = new HashMap<String, Object>(Map.of(
                "name", name, "title", "A " + name, "summary", "s", "licence", "CERN-OHL-S-2.0", "owner", group));
        wish.put("visibility", visibility);
        return by.post("/api/v1/designs", wish);
    }

    private static int revise(Hub.Client by, String design, String text) {
        return by.publish(design, "m", Map.of("a.txt", text.getBytes(StandardCharsets.UTF_8)))
                .status();
    }

    @Test
    void aGroupsHandleIsNobodyElses() {
        group("makers");
        assertThat(eve.post("/api/v1/groups", Map.of("handle", "makers", "displayName", "x"))
                        .text())
                .contains("makers is taken");
        assertThat(eve.post("/api/v1/groups", Map.of("handle", "ben", "displayName", "x"))
                        .text())
                .contains("ben is taken");
        assertThat(hub.anyone()
                        .post(
                                "/api/v1/people",
                                Map.of(
                                        "handle",
                                        "makers",
                                        "email",
                                        "m@example.org",
                                        "password",
                                        "a good long password"))
                        .text())
                .contains("makers is taken");
    }

    @Test
    void aCardSaysHowItsGroupIsCalled() {
        group("carders");
        assertThat(publish(ben, "carders", "shelf", "unlisted").status()).isEqualTo(201);
        assertThat(publish(ben, "carders", "lamp", "public").status()).isEqualTo(201);
        // By members, who see what search does not show too.
        assertThat(ben.get("/@carders").text())
                .contains("A shelf", "A lamp")
                .containsPattern("by The carders(?s:.*)by The carders");
        await().untilAsserted(() ->
                assertThat(hub.anyone().get("/designs?q=carders").text()).contains("by The carders"));
    }

    @Test
    void whatIsWrongWithAGroupIsToldAtOnce() {
        var refused = ada.post("/api/v1/groups", Map.of("handle", "No Good", "displayName", ""));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("handle", "displayName");
        group("tidy");
        put(ada, "tidy", "nobody-of-that-name", "owner", 422);
        put(ada, "tidy", "eve", "king", 422);
    }

    @Test
    void everyRoleMayWhatItsNameSays() {
        var group = group("circle");
        assertThat(publish(cleo, group, "lamp", "private").text()).contains("cannot publish for circle");
        assertThat(publish(eve, group, "lamp", "private").status()).isEqualTo(422);
        assertThat(publish(ben, group, "lamp", "private").status()).isEqualTo(201);
        assertThat(revise(cleo, "circle/lamp", "by cleo")).isEqualTo(201);
        assertThat(revise(eve, "circle/lamp", "by eve")).isEqualTo(404);

        var show = "/api/v1/designs/circle/lamp/visibility";
        assertThat(eve.put(show, Map.of("visibility", "public")).status()).isEqualTo(404);
        assertThat(cleo.put(show, Map.of("visibility", "public")).status()).isEqualTo(403);
        assertThat(ben.put(show, Map.of("visibility", "public")).status()).isEqualTo(200);
        assertThat(revise(eve, "circle/lamp", "by eve")).isEqualTo(403);

        assertThat(ben.delete("/api/v1/designs/circle/lamp").status()).isEqualTo(403);
        assertThat(ada.delete("/api/v1/designs/circle/lamp").status()).isEqualTo(200);
    }

    @Test
    void theCreditIsTheMembersEvenThoughTheDesignIsTheGroups() {
        var group = group("credited");
        publish(ben, group, "shelf", "public");
        revise(cleo, "credited/shelf", "holes");
        var revisions = hub.anyone()
                .get("/api/v1/designs/credited/shelf/revisions")
                .json()
                .path("items");
        assertThat(revisions.findValuesAsText("authorHandle")).containsExactly("cleo", "ben");
        assertThat(hub.anyone().get("/@credited/shelf").text()).contains("The credited");
    }

    @Test
    void aGroupKeepsAnOwnerAndAnybodyCanLeave() {
        group("lasting");
        assertThat(cleo.delete("/api/v1/groups/lasting/members/ben").status()).isEqualTo(403);
        assertThat(cleo.delete("/api/v1/groups/lasting/members/cleo").status()).isEqualTo(204);
        assertThat(ada.delete("/api/v1/groups/lasting/members/ada").status()).isEqualTo(409);
        put(ada, "lasting", "ada", "contributor", 409);
        put(ada, "lasting", "ben", "owner", 200);
        assertThat(ada.delete("/api/v1/groups/lasting/members/ada").status()).isEqualTo(204);
        assertThat(ada.put("/api/v1/groups/lasting", Map.of("displayName", "Mine again", "about", ""))
                        .status())
                .isEqualTo(403);
        assertThat(ben.get("/api/v1/groups/lasting").json().path("members").findValuesAsText("person"))
                .isEqualTo(List.of("ben"));
    }

    @Test
    void aGroupHasAPageWithItsDesignsAndPeople() {
        group("open-lab");
        publish(ben, "open-lab", "stool", "public");
        publish(ben, "open-lab", "secret-stool", "private");
        var page = hub.anyone().get("/@open-lab").text();
        assertThat(page).contains("The open-lab", "A stool", "/people/cleo").doesNotContain("A secret-stool");
        assertThat(cleo.get("/@open-lab").text()).contains("A secret-stool");
        assertThat(hub.anyone().get("/people/ben").text()).contains("/@open-lab");
        assertThat(hub.anyone().get("/groups").text()).contains("The open-lab");
        var person = hub.anyone().get("/@ben");
        assertThat(person.status()).isEqualTo(303);
        assertThat(person.header("Location")).endsWith("/people/ben");
    }

    @Test
    void anOwnersPageLeadsToAllTheirDesignsPageByPage() {
        group("busy");
        for (int i = 0; i < 30; i++)
            assertThat(publish(ben, "busy", "shelf-" + i, i == 3 ? "unlisted" : "public")
                            .status())
                    .isEqualTo(201);
        assertThat(onAllPages(hub.anyone()))
                .hasSize(29)
                .doesNotContain("shelf-3")
                .doesNotHaveDuplicates();
        assertThat(onAllPages(cleo)).hasSize(30).startsWith("shelf-29").endsWith("shelf-0");
        assertThat(hub.anyone().get("/@busy").text()).contains("<span class=\"faint\">29</span>");
        assertThat(hub.anyone().get("/@busy?after=0-0").text())
                .contains("There is nothing older", "href=\"/@busy#published\"");
        assertThat(hub.anyone().get("/@busy?after=nonsense").text()).contains("A shelf-29");
    }

    /** The names of the designs on a group's page, in the order in which links to older ones lead through them. */
    private static List<String> onAllPages(Hub.Client who) {
        List<String> names = new ArrayList<>();
        var path = "/@busy";
        while (!path.isEmpty()) {
            var page = who.get(path).text();
            Pattern.compile("href=\"/@busy/(shelf-[0-9]+)\"")
                    .matcher(page)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .forEach(names::add);
            var next = Pattern.compile("rel=\"next\" href=\"([^#\"]+)").matcher(page);
            path = next.find() ? next.group(1) : "";
        }
        return names;
    }

    @Test
    void aGroupIsRunByFormsToo() {
        assertThat(ada.form("/groups", "handle=by-form&displayName=By+form&about=Forms")
                        .header("Location"))
                .endsWith("/@by-form");
        assertThat(ada.form("/groups/by-form/members", "person=%40cleo&role=maintainer")
                        .status())
                .isEqualTo(303);
        assertThat(ada.form("/groups/by-form/members", "person=nobody&role=owner")
                        .text())
                .contains("Nobody here is called nobody");
        assertThat(ada.form("/groups/by-form", "displayName=Renamed&about=").status())
                .isEqualTo(303);
        assertThat(hub.anyone().get("/@by-form").text()).contains("Renamed", "/people/cleo");
        assertThat(ada.form("/groups/by-form/members", "person=cleo&role=none").status())
                .isEqualTo(303);
        assertThat(hub.anyone().get("/@by-form").text()).doesNotContain("/people/cleo");
    }
}
