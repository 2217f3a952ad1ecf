package dev.hauban.compose.shape;

import static dev.hauban.compose.shape.Vocabulary.BOOLEAN_OR_TEXT;
import static dev.hauban.compose.shape.Vocabulary.INTEGER;
import static dev.hauban.compose.shape.Vocabulary.NULL;
import static dev.hauban.compose.shape.Vocabulary.OPTIONS;
import static dev.hauban.compose.shape.Vocabulary.PAIRS;
import static dev.hauban.compose.shape.Vocabulary.TEXT;
import static dev.hauban.compose.shape.Vocabulary.TEXTS;
import static dev.hauban.compose.shape.Vocabulary.TEXT_OR_TEXTS;

import dev.hauban.compose.shape.Form.Kind;

/// What a Compose file may say at its top: a new key of the specification is a line here, or in the shapes of a
/// service.
///
/// Source: the Compose Specification's schema, compose-spec.json of compose-go 2.9.
final class ComposeShapes {
    private static final Shape EXTERNAL_NAME = Shape.named("external").attribute("name", TEXT, Kind.TEXT);
    private static final Rule EXTERNAL = BOOLEAN_OR_TEXT.or(Rule.shape(EXTERNAL_NAME));
    private static final Rule LOOSE_EXTERNAL = BOOLEAN_OR_TEXT.or(Rule.shape(
            Shape.named("external").attribute("name", TEXT, Kind.TEXT).open()));

    private static final Shape POOL = Shape.named("an address pool")
            .attribute("subnet", TEXT, Kind.TEXT)
            .attribute("gateway", TEXT, Kind.TEXT)
            .attribute("ip_range", TEXT, Kind.TEXT)
            .attribute("aux_addresses", Vocabulary.options(TEXT, true), Kind.PAIRS);
    private static final Shape IPAM = Shape.named("ipam")
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute("config", Rule.list(Rule.shape(POOL)), Form.of(Kind.LIST_OF_SHAPES, POOL))
            .attribute("options", Vocabulary.options(TEXT, true), Kind.DROPPED);

    static final Shape NETWORK = Shape.named("a network")
            .attribute("name", TEXT, Kind.TEXT)
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute("driver_opts", OPTIONS, Kind.OPTIONS)
            .attribute("ipam", Rule.shape(IPAM), Form.of(Kind.VALUE, IPAM))
            .attribute("external", EXTERNAL, Kind.FLAG)
            .attribute("internal", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("attachable", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("labels", PAIRS, Kind.LABELS)
            .attribute("enable_ipv4", BOOLEAN_OR_TEXT, Kind.OPTIONAL_FLAG)
            .attribute("enable_ipv6", BOOLEAN_OR_TEXT, Kind.OPTIONAL_FLAG);

    static final Shape VOLUME = Shape.named("a volume")
            .attribute("name", TEXT, Kind.TEXT)
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute("driver_opts", OPTIONS, Kind.OPTIONS)
            .attribute("external", EXTERNAL, Kind.FLAG)
            .attribute("labels", PAIRS, Kind.LABELS);

    private static final Shape SECRET = Shape.named("a secret")
            .attribute("name", TEXT, Kind.TEXT)
            .attribute("file", TEXT, Kind.TEXT)
            .attribute("environment", TEXT, Kind.TEXT)
            .attribute("external", LOOSE_EXTERNAL, Kind.FLAG)
            .attribute("labels", PAIRS, Kind.LABELS)
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute("driver_opts", OPTIONS, Kind.STRINGS_BY_NAME)
            .attribute("template_driver", TEXT, Kind.TEXT);

    private static final Shape CONFIG = Shape.named("a config")
            .attribute("name", TEXT, Kind.TEXT)
            .attribute("file", TEXT, Kind.TEXT)
            .attribute("environment", TEXT, Kind.TEXT)
            .attribute("content", TEXT, Kind.TEXT)
            .attribute("external", LOOSE_EXTERNAL, Kind.FLAG)
            .attribute("labels", PAIRS, Kind.LABELS)
            .attribute("template_driver", TEXT, Kind.TEXT);

    private static final Shape MODEL = Shape.named("a model")
            .attribute("name", TEXT, Kind.TEXT)
            .attribute("model", TEXT, Kind.TEXT)
            .attribute("context_size", INTEGER, Kind.COUNT)
            .attribute("runtime_flags", TEXTS, Kind.TEXTS)
            .require("model");

    private static final Shape INCLUDE = Shape.named("include")
            .attribute("path", TEXT_OR_TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("project_directory", TEXT, Kind.TEXT)
            .attribute("env_file", TEXT_OR_TEXTS, Kind.TEXT_OR_TEXTS)
            .closed();

    static final Shape PROJECT = Shape.named("a Compose file")
            .attribute("name", TEXT, Kind.TEXT)
            .attribute("version", TEXT, Kind.DROPPED)
            .attribute("include", Rule.list(TEXT.or(Rule.shape(INCLUDE))), Kind.DROPPED)
            .attribute(
                    "services",
                    Vocabulary.named("a service name", Rule.shape(ServiceShapes.SERVICE), true),
                    Form.of(Kind.SHAPES_BY_NAME, ServiceShapes.SERVICE))
            .attribute(
                    "networks",
                    Vocabulary.named("a network name", NULL.or(Rule.shape(NETWORK)), false),
                    Form.of(Kind.SHAPES_BY_NAME, NETWORK))
            .attribute(
                    "volumes",
                    Vocabulary.named("a volume name", NULL.or(Rule.shape(VOLUME)), true),
                    Form.of(Kind.SHAPES_BY_NAME, VOLUME))
            .attribute(
                    "secrets",
                    Vocabulary.named("a secret name", Rule.shape(SECRET), true),
                    Form.of(Kind.SHAPES_BY_NAME, SECRET))
            .attribute(
                    "configs",
                    Vocabulary.named("a config name", Rule.shape(CONFIG), true),
                    Form.of(Kind.SHAPES_BY_NAME, CONFIG))
            .attribute(
                    "models",
                    Vocabulary.named("a model name", Rule.shape(MODEL), false),
                    Form.of(Kind.SHAPES_BY_FREE_NAME, MODEL));

    static final Rule PROJECT_RULE = Rule.shape(PROJECT);

    private ComposeShapes() {}
}
