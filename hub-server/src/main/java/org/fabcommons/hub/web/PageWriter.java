// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows a {@link Page}: everything is escaped, and a template that fails shows nothing half-written. */
@Produces(MediaType.TEXT_HTML)
final class PageWriter implements MessageBodyWriter<Page> {
    private final Configuration templates;
    private final Calls calls;

    PageWriter(Calls calls) {
        this.calls = calls;
        templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(PageWriter.class, "/");
        templates.setDefaultEncoding("UTF-8");
        // They come with the program.
        templates.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        templates.setNumberFormat("computer");
        templates.setURLEscapingCharset("UTF-8");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setLocalizedLookup(false);
        templates.setRecognizeStandardFileExtensions(true);
        templates.setOutputFormat(freemarker.core.HTMLOutputFormat.INSTANCE);
        templates.setObjectWrapper(new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34).build());
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Page.class;
    }

    @Override
    public void writeTo(
            Page page,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
        out.write(render(page).getBytes(StandardCharsets.UTF_8));
    }

    String render(Page page) throws IOException {
        Map<String, Object> model = new HashMap<>();
        model.put("it", page.it());
        model.put("viewer", page.viewer());
        model.put("t", (TemplateMethodModelEx) arguments -> {
            var words = unwrapped(arguments);
            return page.viewer().text((String) words[0], java.util.Arrays.copyOfRange(words, 1, words.length));
        });
        model.put("calls", (TemplateMethodModelEx) none -> calls.of(page.viewer()));
        model.put("letters", (TemplateMethodModelEx) none -> calls.lettersOf(page.viewer()));
        model.put("format", new Format(page.viewer().locale()));
        var text = new StringWriter(16_384);
        try {
            templates.getTemplate(page.template().substring(1)).process(model, text);
        } catch (TemplateException e) {
            throw new IOException("the template " + page.template() + " failed", e);
        }
        return text.toString();
    }

    private static Object[] unwrapped(List<?> arguments) throws TemplateModelException {
        var words = new Object[arguments.size()];
        for (int i = 0; i < words.length; i++) words[i] = DeepUnwrap.unwrap((TemplateModel) arguments.get(i));
        return words;
    }
}
