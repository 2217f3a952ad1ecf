package dev.hauban.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.docker.translate.Circumstances;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.stack.ProjectName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final ProjectName SHOP = new ProjectName("shop");

    private final Picture picture = new Picture();

    @Test
    void nothingIsKeptWhileNobodyListens() throws Exception {
        picture.listed(SHOP, List.of("a"), picture.moment());
        picture.learned(container("a", 1), picture.moment());
        picture.learned("web:1", Optional.of(new Circumstances.Image("sha256:1", List.of())), picture.moment());
        picture.furnished("/networks", Json.array(List.of()), picture.moment());

        assertThat(picture.ids(SHOP)).isEmpty();
        assertThat(picture.container("a")).isEmpty();
        assertThat(picture.image("web:1")).isEmpty();
        assertThat(picture.furnished("/networks")).isEmpty();
    }

    @Test
    void allIsForgottenWhenNobodyListensAnyMore() throws Exception {
        look("a");
        picture.learned(container("a", 1), picture.moment());
        picture.stopListening();
        picture.listen(SHOP);

        assertThat(picture.ids(SHOP)).isEmpty();
        assertThat(picture.container("a")).isEmpty();
    }

    @Test
    void whatWasAskedForBeforeAllWasForgottenIsOld() throws Exception {
        look("a");
        long before = picture.moment();
        picture.forget();

        picture.learned(container("a", 1), before);
        picture.learned("web:1", Optional.empty(), before);
        picture.furnished("/networks", Json.array(List.of()), before);
        assertThat(picture.container("a")).isEmpty();
        assertThat(picture.image("web:1")).isEmpty();
        assertThat(picture.furnished("/networks")).isEmpty();

        picture.learned("web:1", Optional.empty(), picture.moment());
        picture.furnished("/networks", Json.array(List.of()), picture.moment());
        assertThat(picture.image("web:1")).isPresent();
        assertThat(picture.furnished("/networks")).isPresent();
    }

    @Test
    void aListIsOfOneProject() {
        look("a");

        assertThat(picture.ids(SHOP)).contains(List.of("a"));
        assertThat(picture.ids(new ProjectName("other"))).isEmpty();
    }

    @Test
    void aListThatWasAskedForBeforeAChangeIsOld() {
        picture.listen(SHOP);
        long before = picture.moment();
        picture.changed("b");
        picture.listed(SHOP, List.of("a"), before);

        assertThat(picture.ids(SHOP)).isEmpty();
    }

    @Test
    void whatTheDaemonSaidBeforeAChangeIsOld() throws Exception {
        look("a");
        long before = picture.moment();
        picture.changed("a");
        picture.learned(container("a", 1), before);

        assertThat(picture.container("a")).isEmpty();
    }

    @Test
    void whatWasMadeIsInTheListAndNoNewsWhenTheDaemonTellsOfIt() {
        look("a");

        assertThat(picture.appeared("b")).isTrue();
        assertThat(picture.appeared("b")).isFalse();
        assertThat(picture.ids(SHOP)).contains(List.of("b", "a"));
    }

    @Test
    void whatWasRemovedIsNoNewsEither() throws Exception {
        look("a", "b");
        picture.learned(container("a", 1), picture.moment());

        assertThat(picture.vanished("a")).isTrue();
        assertThat(picture.vanished("a")).isFalse();
        assertThat(picture.ids(SHOP)).contains(List.of("b"));
        assertThat(picture.container("a")).isEmpty();
    }

    @Test
    void whatHappensToContainersOfNobodysInterestIsNoNews() {
        look("a");

        assertThat(picture.changed("one-off")).isFalse();
        assertThat(picture.changed("a")).isTrue();
    }

    @Test
    void whatWeDidToAnInstanceMakesItsContainersOld() throws Exception {
        look("a", "b");
        picture.learned(container("a", 1), picture.moment());
        picture.learned(container("b", 2), picture.moment());
        picture.touched(container("a", 1).instance());

        assertThat(picture.container("a")).isEmpty();
        assertThat(picture.container("b")).isPresent();
        assertThat(picture.instance("a")).contains(container("a", 1).instance());
    }

    @Test
    void whatWasAskedWhileAStepWasUnderWayIsOldWhenItEnds() throws Exception {
        look("a");
        long before = picture.moment();
        picture.touched(container("a", 1).instance());
        picture.learned(container("a", 1), before);

        assertThat(picture.container("a")).isEmpty();
    }

    @Test
    void whatWasReadFromOtherWordsIsNotGiven() throws Exception {
        look("a");
        Container now = container("a", 1);
        Container before = container("a", 1);
        picture.learned(before, picture.moment());
        picture.learned(InstanceReader.read(before));
        picture.changed("a");
        picture.learned(now, picture.moment());

        assertThat(picture.facts(now)).isEmpty();
    }

    private void look(String... ids) {
        picture.listen(SHOP);
        picture.listed(SHOP, List.of(ids), picture.moment());
    }

    private static Container container(String id, int number) throws Exception {
        return Container.of(JsonReader.readObject("""
                {"Id": "%s", "Name": "/shop-web-%d", "Created": "2026-01-02T03:04:05Z", "Image": "sha256:1",
                 "State": {"Status": "created"}, "HostConfig": {}, "NetworkSettings": {},
                 "Config": {"Image": "web:1", "Labels": {"com.docker.compose.service": "web",
                            "com.docker.compose.container-number": "%d"}}}
                """.formatted(id, number, number)))
                .orElseThrow();
    }
}
