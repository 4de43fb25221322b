// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.forms.MultiPartBundle;
import io.dropwizard.lifecycle.Managed;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.sourceforge.argparse4j.inf.Namespace;
import org.fabcommons.hub.agent.AgentFeature;
import org.fabcommons.hub.attribution.AttributionFeature;
import org.fabcommons.hub.demo.Demo;
import org.fabcommons.hub.derivation.DerivationFeature;
import org.fabcommons.hub.derivation.Relative;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.discovery.DiscoveryFeature;
import org.fabcommons.hub.documentation.DocumentationFeature;
import org.fabcommons.hub.evidence.EvidenceFeature;
import org.fabcommons.hub.exporting.ExportFeature;
import org.fabcommons.hub.git.GitFeature;
import org.fabcommons.hub.group.GroupFeature;
import org.fabcommons.hub.group.OwnerPanel;
import org.fabcommons.hub.importing.ImportFeature;
import org.fabcommons.hub.job.JobFeature;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.lab.LabFeature;
import org.fabcommons.hub.lab.LabPanel;
import org.fabcommons.hub.licence.LicenceFeature;
import org.fabcommons.hub.machine.MachineFeature;
import org.fabcommons.hub.machine.MachinePanel;
import org.fabcommons.hub.model.ModelFeature;
import org.fabcommons.hub.parametric.ParametricFeature;
import org.fabcommons.hub.parametric.Variants;
import org.fabcommons.hub.permission.PermissionFeature;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.person.PersonFeature;
import org.fabcommons.hub.person.PersonPanel;
import org.fabcommons.hub.picture.PictureFeature;
import org.fabcommons.hub.release.ReleaseFeature;
import org.fabcommons.hub.search.SearchFeature;
import org.fabcommons.hub.sharing.SharingFeature;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.upload.ResumableUploads;
import org.fabcommons.hub.upload.UploadFeature;
import org.fabcommons.hub.vault.Garbage;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Calls;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Identifier;
import org.fabcommons.hub.web.Live;
import org.fabcommons.hub.web.Messages;
import org.fabcommons.hub.web.WebFeature;

/** The hub: wires the features, lowest first. */
public class HubApplication extends Application<HubConfiguration> {
    /** The packages that have texts and pages, lowest first; the order of the house. */
    static final List<String> FEATURES = List.of(
            "web",
            "licence",
            "okh",
            "person",
            "group",
            "vault",
            "upload",
            "mesh",
            "model",
            "design",
            "permission",
            "derivation",
            "attribution",
            "parametric",
            "git",
            "release",
            "documentation",
            "exporting",
            "importing",
            "lab",
            "agent",
            "machine",
            "job",
            "picture",
            "evidence",
            "sharing",
            "search",
            "discovery");

    /** Set when the hub has been wired. */
    private Publishing publishing;

    private Garbage garbage;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("demo")) {
            var options = Arrays.copyOfRange(arguments, 1, arguments.length);
            Demo.main(options, () -> new HubApplication().run("server", "hub.yml"));
            return;
        }
        var given = arguments.length == 0 ? new String[] {"server"} : arguments;
        new HubApplication().run(withSettings(given));
        // What runs in the background belongs to a server; a command is over when it has been done.
        if (!given[0].equals("server")) System.exit(0);
    }

    /** Where no settings file is named, the one within is meant. */
    private static String[] withSettings(String[] given) {
        if (given.length == 1) return new String[] {given[0], "hub.yml"};
        var folderOnly = given.length == 2 && List.of("backup", "restore").contains(given[0]);
        return folderOnly ? new String[] {given[0], "hub.yml", given[1]} : given;
    }

    /** Takes away what nothing names any more. */
    Garbage garbage() {
        return garbage;
    }

    /** Makes the tables of designs anew from their repositories; gives how many there are. */
    int reindex() {
        return publishing.catchUp(true);
    }

    @Override
    public String getName() {
        return "fabcommons-hub";
    }

    @Override
    public void initialize(Bootstrap<HubConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                new HubConfigurationSource(new ResourceConfigurationSourceProvider()),
                new EnvironmentVariableSubstitutor(false)));
        bootstrap.addBundle(new MultiPartBundle());
        bootstrap.addCommand(new ReindexCommand(this));
        bootstrap.addCommand(new GcCommand(this));
        bootstrap.addCommand(new BackupCommand());
        bootstrap.addCommand(new RestoreCommand());
    }

    @Override
    protected void addDefaultCommands(Bootstrap<HubConfiguration> bootstrap) {
        bootstrap.addCommand(new CheckCommand<>(this));
        bootstrap.addCommand(new ServerCommand<>(this) {
            @Override
            public void onError(Cli cli, Namespace namespace, Throwable fault) {
                Plainly.tell(cli, fault);
            }
        });
    }

    /** What time it is; tests let it pass faster. */
    protected InstantSource clock() {
        return InstantSource.system();
    }

    /** What people send is read strictly: a misspelt field is told, not dropped, and a number is no text. */
    private static void strict(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        // Times are text (ISO 8601) everywhere.
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        for (var shape : List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float))
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }

    @Override
    public void run(HubConfiguration configuration, Environment environment) throws Exception {
        if (configuration.getServerFactory() instanceof AbstractServerFactory server)
            server.setRegisterDefaultExceptionMappers(false);
        var data = configuration.data();
        var claimed = DataFolder.claim(data);
        // A backup may have been laid ready while the hub was running.
        new Restore(data).finish();
        var database = Database.open(data.resolve(Backup.DATABASE));
        var background = new Background(environment
                .lifecycle()
                .scheduledExecutorService("background-%d")
                .threads(2)
                .build());
        var identifiers = new CopyOnWriteArrayList<Identifier>();
        var messages = new Messages(FEATURES);
        var hub = new HubContext(
                database,
                clock(),
                data,
                URI.create(configuration.baseUrl().orElse("http://localhost:8080")),
                configuration.demo(),
                environment.jersey()::register,
                identifiers::add,
                background,
                Live.start(environment),
                new Calls());
        strict(environment.getObjectMapper());
        WebFeature.install(environment, hub, identifiers, messages);
        LicenceFeature.install(hub);
        var personPanels = new CopyOnWriteArrayList<PersonPanel>();
        var accountPanels = new CopyOnWriteArrayList<AccountPanel>();
        var people = PersonFeature.install(hub, personPanels, accountPanels);
        var ownerPanels = new CopyOnWriteArrayList<OwnerPanel>();
        var owners =
                GroupFeature.install(hub, people, new GroupFeature.Panels(personPanels, accountPanels, ownerPanels));
        var vault = VaultFeature.install(hub, configuration.minFreeBytes());
        var uploads = UploadFeature.install(
                hub,
                vault,
                new ResumableUploads.Limits(
                        configuration.maxFileBytes(),
                        configuration.maxWaitingBytes(),
                        Duration.ofDays(configuration.uploadDays())));
        var models = ModelFeature.install(hub, vault);
        // Each feature may add what it shows on a design's page.
        var designPanels = new CopyOnWriteArrayList<DesignPanel>();
        var design = DesignFeature.install(
                hub,
                owners,
                new DesignFeature.Storage(vault, uploads),
                models,
                new DesignFeature.Limits(
                        configuration.maxFileBytes(), Duration.ofDays(configuration.deletionGraceDays())),
                designPanels,
                accountPanels);
        var permissions = PermissionFeature.install(hub, design.designs(), owners, accountPanels);
        var derivation = DerivationFeature.install(hub, design, permissions, vault.blobs(), designPanels);
        AttributionFeature.install(
                hub,
                new AttributionFeature.Needs(
                        design.designs(), derivation.family(), derivation.verdicts(), permissions, owners),
                designPanels,
                design.archiveParts());
        var sandbox = ParametricFeature.install(
                hub,
                new Variants.Needs(design.designs(), design.publishing(), derivation.derivations(), vault.blobs()),
                designPanels);
        GitFeature.install(hub, design, vault, configuration.maxFileBytes(), designPanels);
        var release = ReleaseFeature.install(hub, owners, design, vault, designPanels);
        derivation.family().tellOfReleases(ancestor -> release.releases()
                .newest(ancestor)
                .map(named -> new Relative.Newer(named.revision(), Optional.of(named.name()))));
        var unreadBills = DocumentationFeature.install(
                hub,
                new DocumentationFeature.Needs(
                        design,
                        owners,
                        derivation.derivations(),
                        derivation.family(),
                        release.releases(),
                        vault.blobs()),
                designPanels);
        ExportFeature.install(hub, design, vault, derivation.family(), designPanels, accountPanels);
        garbage = vault.garbage();
        Collecting.install(hub, environment, garbage);
        // A crash may have come between a repository and its line in the tables.
        publishing = design.publishing();
        publishing.catchUp(false);
        design.stewardship().bury();
        // After that, since it looks at what there is.
        ImportFeature.install(
                hub,
                design,
                vault,
                owners,
                release.releases(),
                configuration.maxFileBytes(),
                configuration.importFromPrivateNetworks() || configuration.demo(),
                designPanels);
        var labPanels = new CopyOnWriteArrayList<LabPanel>();
        var labs = LabFeature.install(hub, people, labPanels);
        var agents = AgentFeature.install(hub, labs, labPanels);
        var machinePanels = new CopyOnWriteArrayList<MachinePanel>();
        var machines = MachineFeature.install(hub, labs, agents, labPanels, machinePanels);
        var jobPanels = new CopyOnWriteArrayList<JobPanel>();
        var jobRooms = JobFeature.install(
                hub,
                new JobFeature.Needs(design.designs(), vault.blobs(), labs, agents, machines),
                new JobFeature.Panels(designPanels, machinePanels, jobPanels));
        var pictures = PictureFeature.install(hub, jobRooms.jobs(), agents, vault.blobs(), jobPanels);
        var makes = EvidenceFeature.install(
                hub,
                new EvidenceFeature.Needs(design.designs(), vault.blobs(), labs, jobRooms.jobs(), pictures),
                designPanels,
                jobPanels);
        SharingFeature.install(
                hub,
                new SharingFeature.Needs(
                        design.designs(), vault.blobs(), labs, agents, machines, jobRooms, pictures, makes),
                jobPanels);
        var designLists = SearchFeature.install(
                hub,
                new SearchFeature.Needs(
                        design.designs(),
                        design.publishing(),
                        design.models(),
                        machines,
                        makes,
                        release.feeds(),
                        owners),
                accountPanels);
        DiscoveryFeature.install(hub, design.designs(), designLists, labs, makes, personPanels, ownerPanels);

        Watch.install(environment, database, vault.space(), design.designs(), unreadBills, sandbox);
        environment.lifecycle().manage(new Managed() {
            @Override
            public void stop() throws Exception {
                database.close();
                claimed.close();
            }
        });
    }
}
