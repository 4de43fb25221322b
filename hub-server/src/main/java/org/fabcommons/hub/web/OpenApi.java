// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * Describes the API from the resources themselves, so that nothing can be forgotten: every path under {@code /api/} and
 * {@code /agent/}, its parameters, bodies, answers and who may call it. What code cannot tell, it says with swagger's
 * annotations: {@code @Operation} for words, {@code @ApiResponse} and {@code @Schema} for answers and bodies.
 */
final class OpenApi {
    private static final List<String> DESCRIBED = List.of("/api/v", "/agent/");
    private static final String PROBLEM = "Problem";
    private static final String PERSON = "person";
    private static final String AGENT = "agent";

    private final ModelConverters converters = new ModelConverters();
    private final OpenAPI document = new OpenAPI();

    private OpenApi() {
        converters.addConverter(new ModelResolver(Json.mapper(), new FeatureNames()));
        document.info(new Info()
                        .title("FabCommons hub")
                        .version("1")
                        .description("Publish, remix and make open hardware designs. Errors are RFC 9457 problems."
                                + " A POST may carry an Idempotency-Key: sent again within a day it gives the first"
                                + " answer and does nothing twice.")
                        .license(new License()
                                .name("AGPL-3.0-or-later")
                                .url("https://www.gnu.org/licenses/agpl-3.0.html")))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                PERSON,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A person's token, from POST /api/v1/tokens or the account page."))
                        .addSecuritySchemes(
                                "password",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("Handle and password, to ask for a token."))
                        .addSecuritySchemes(
                                AGENT,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A paired agent's token."))
                        .addSchemas(PROBLEM, problem()));
    }

    /**
     * The description as OpenAPI 3.0 JSON.
     *
     * @param registered the classes that Jersey knows, resources among them
     */
    static String of(Collection<Class<?>> registered) {
        var description = new OpenApi();
        registered.stream()
                .flatMap(type -> annotated(type).stream())
                .distinct()
                .sorted(Comparator.comparing((Class<?> type) -> type.getName()))
                .map(Resource::from)
                .forEach(resource -> description.add("", resource));
        return Json.pretty(description.document);
    }

    /** Dropwizard registers an instance by a class that it makes below the instance's own. */
    private static Optional<Class<?>> annotated(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass())
            if (each.isAnnotationPresent(jakarta.ws.rs.Path.class)) return Optional.of(each);
        return Optional.empty();
    }

    private void add(String above, Resource resource) {
        var path = join(above, resource.getPath());
        if (DESCRIBED.stream().anyMatch(path::startsWith))
            for (var method : resource.getResourceMethods()) add(path, method);
        for (var child : resource.getChildResources()) add(path, child);
    }

    private static String join(String above, String below) {
        var path = below.startsWith("/") ? below : "/" + below;
        return (above.endsWith("/") ? above.substring(0, above.length() - 1) : above)
                + (path.equals("/") && !above.isEmpty() ? "" : path);
    }

    private void add(String path, ResourceMethod method) {
        // OpenAPI knows no patterns in paths.
        var plain = path.replaceAll("\\{\\s*(\\w+)\\s*:[^{}]*(\\{[^{}]*\\}[^{}]*)*\\}", "{$1}");
        var item = Optional.ofNullable(document.getPaths())
                .map(paths -> paths.get(plain))
                .orElseGet(PathItem::new);
        var http = PathItem.HttpMethod.valueOf(method.getHttpMethod());
        var operation = operation(plain, method);
        // One address may take several kinds of body, each by a method of its own.
        Optional.ofNullable(item.readOperationsMap().get(http)).ifPresent(other -> join(operation, other));
        item.operation(http, operation);
        document.path(plain, item);
    }

    private static void join(Operation operation, Operation other) {
        if (operation.getDescription() == null) operation.description(other.getDescription());
        if (other.getRequestBody() == null) return;
        if (operation.getRequestBody() == null) operation.requestBody(other.getRequestBody());
        else
            other.getRequestBody()
                    .getContent()
                    .forEach(operation.getRequestBody().getContent()::addMediaType);
    }

    private Operation operation(String path, ResourceMethod method) {
        var java = method.getInvocable().getDefinitionMethod();
        var feature = feature(java.getDeclaringClass());
        var operation = new Operation().operationId(operationId(feature, java)).addTagsItem(feature);
        var words = Optional.ofNullable(java.getAnnotation(io.swagger.v3.oas.annotations.Operation.class));
        words.map(io.swagger.v3.oas.annotations.Operation::summary)
                .filter(text -> !text.isEmpty())
                .ifPresent(operation::summary);
        words.map(io.swagger.v3.oas.annotations.Operation::description)
                .filter(text -> !text.isEmpty())
                .ifPresent(operation::description);
        for (var parameter : method.getInvocable().getParameters()) add(operation, parameter);
        if (method.getHttpMethod().equals("POST") && Idempotency.covers(path))
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name(Idempotency.HEADER)
                    .description("A name of your own for this request, such as a UUID; repeat it when you try again.")
                    .schema(new StringSchema().maxLength(Idempotency.LONGEST)));
        body(method, words).ifPresent(operation::requestBody);
        operation.responses(answers(method, java));
        secure(operation, java);
        return operation;
    }

    private static String operationId(String feature, Method java) {
        var type = java.getDeclaringClass().getSimpleName().replaceAll("(Api|Resource)$", "");
        var name = type.toLowerCase(Locale.ROOT).equals(feature) ? feature : feature + "." + type;
        return name + "." + java.getName();
    }

    private static String feature(Class<?> type) {
        var room = type.getPackageName();
        return room.substring(room.lastIndexOf('.') + 1);
    }

    private static void secure(Operation operation, Method java) {
        var access = java.getAnnotation(Access.class);
        if (access == null) return;
        switch (access.value()) {
            case ANYONE -> operation.security(List.of());
            case PERSON ->
                operation
                        .addSecurityItem(new SecurityRequirement().addList(PERSON))
                        .addSecurityItem(new SecurityRequirement().addList("password"));
            case AGENT -> operation.addSecurityItem(new SecurityRequirement().addList(AGENT));
        }
    }

    private void add(Operation operation, org.glassfish.jersey.server.model.Parameter parameter) {
        var in =
                switch (parameter.getSource()) {
                    case PATH -> "path";
                    case QUERY -> "query";
                    case HEADER -> "header";
                    default -> "";
                };
        if (in.isEmpty()) return;
        var described = new Parameter()
                .in(in)
                .name(parameter.getSourceName())
                .required(in.equals("path"))
                .schema(schema(parameter.getType()));
        Optional.ofNullable(parameter.getAnnotation(io.swagger.v3.oas.annotations.Parameter.class))
                .map(io.swagger.v3.oas.annotations.Parameter::description)
                .ifPresent(described::description);
        if (parameter.getDefaultValue() != null) described.getSchema().setDefault(parameter.getDefaultValue());
        operation.addParametersItem(described);
    }

    /** The body: an entity, form fields, or the parts that {@code @Operation} names by a record of theirs. */
    private Optional<RequestBody> body(ResourceMethod method, Optional<io.swagger.v3.oas.annotations.Operation> words) {
        var said = words.map(io.swagger.v3.oas.annotations.Operation::requestBody)
                .filter(body -> body.content().length > 0);
        if (said.isPresent()) {
            var content = new Content();
            for (var one : said.get().content())
                content.addMediaType(
                        one.mediaType(),
                        new io.swagger.v3.oas.models.media.MediaType()
                                .schema(schema(one.schema().implementation())));
            return Optional.of(new RequestBody()
                    .required(true)
                    .content(content)
                    .description(said.get().description()));
        }
        var fields = new ObjectSchema();
        Optional<Schema<?>> entity = Optional.empty();
        for (var parameter : method.getInvocable().getParameters()) {
            switch (parameter.getSource()) {
                case FORM -> fields.addProperty(parameter.getSourceName(), schema(parameter.getType()));
                // A body that is annotated, with @NotNull for instance, has a source that Jersey does not know.
                case ENTITY, UNKNOWN -> {
                    if (!parameter.isAnnotationPresent(FormDataParam.class))
                        entity = Optional.of(schema(parameter.getType()));
                }
                default -> {}
            }
        }
        if (entity.isEmpty() && fields.getProperties() == null) return Optional.empty();
        var types = method.getConsumedTypes().isEmpty()
                ? List.of(
                        entity.isPresent()
                                ? MediaType.APPLICATION_JSON_TYPE
                                : MediaType.APPLICATION_FORM_URLENCODED_TYPE)
                : method.getConsumedTypes();
        var content = new Content();
        for (var type : types)
            content.addMediaType(
                    type.toString(),
                    new io.swagger.v3.oas.models.media.MediaType()
                            .schema(type.getType().equals("multipart") ? new ObjectSchema() : entity.orElse(fields)));
        return Optional.of(new RequestBody().required(true).content(content));
    }

    private ApiResponses answers(ResourceMethod method, Method java) {
        var answers = new ApiResponses();
        var said = said(java).toList();
        for (var one : said) {
            var answer = new ApiResponse().description(one.description());
            if (one.content().length > 0) answer.content(content(method, one.content()[0]));
            if (one.responseCode().equals("201")) answer.addHeaderObject("Location", location());
            answers.addApiResponse(one.responseCode(), answer);
        }
        if (said.isEmpty()) answers.addApiResponse("200", plain(method, method.getInvocable()));
        var problem = new Content()
                .addMediaType(
                        "application/problem+json",
                        new io.swagger.v3.oas.models.media.MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
        return answers.addApiResponse(
                "default", new ApiResponse().description("A refusal or a fault").content(problem));
    }

    private static Stream<io.swagger.v3.oas.annotations.responses.ApiResponse> said(Method java) {
        var words = java.getAnnotation(io.swagger.v3.oas.annotations.Operation.class);
        return Stream.concat(
                Stream.of(java.getAnnotationsByType(io.swagger.v3.oas.annotations.responses.ApiResponse.class)),
                words == null ? Stream.empty() : Stream.of(words.responses()));
    }

    private Content content(ResourceMethod method, io.swagger.v3.oas.annotations.media.Content said) {
        Schema<?> schema = said.array().schema().implementation() != Void.class
                ? new ArraySchema().items(schema(said.array().schema().implementation()))
                : said.schema().implementation() != Void.class
                        ? schema(said.schema().implementation())
                        : new StringSchema().format("binary");
        var type = said.mediaType().isEmpty() ? produced(method) : said.mediaType();
        return new Content().addMediaType(type, new io.swagger.v3.oas.models.media.MediaType().schema(schema));
    }

    private ApiResponse plain(ResourceMethod method, Invocable invocable) {
        var answer = new ApiResponse().description("Done");
        var type = invocable.getResponseType();
        if (type == void.class || type == Response.class) return answer;
        return answer.content(new Content()
                .addMediaType(produced(method), new io.swagger.v3.oas.models.media.MediaType().schema(schema(type))));
    }

    private static String produced(ResourceMethod method) {
        return method.getProducedTypes().isEmpty()
                ? MediaType.APPLICATION_JSON
                : method.getProducedTypes().get(0).toString();
    }

    private static Header location() {
        return new Header().description("Where it is now").schema(new StringSchema());
    }

    private Schema<?> schema(Type type) {
        var resolved = converters.readAllAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        if (resolved == null || resolved.schema == null) return new ObjectSchema();
        resolved.referencedSchemas.forEach(document.getComponents()::addSchemas);
        return resolved.schema;
    }

    private static Schema<?> problem() {
        var fault =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("message", new StringSchema());
        return new ObjectSchema()
                .description("RFC 9457; texts are in the language of Accept-Language, English or French")
                .addProperty("type", new StringSchema().description("Stable: /problems/CODE"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong and what to do"))
                .addProperty("instance", new StringSchema().description("Under this id our own faults are noted"))
                .addProperty("errors", new ArraySchema().items(fault));
    }

    /** Names schemas so that two features may each have a record of the same name. */
    private static final class FeatureNames extends TypeNameResolver {
        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            var name = super.nameForClass(type, options);
            if (!type.getName().startsWith("org.fabcommons.") || type.isInterface()) return name;
            var feature = feature(type);
            var prefix = feature.substring(0, 1).toUpperCase(Locale.ROOT) + feature.substring(1);
            return name.startsWith(prefix) ? name : prefix + name;
        }
    }
}
