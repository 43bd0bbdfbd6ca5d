// Vendors’ libraries as Java programs call them, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const javaVendors2: Idioms = {
  quarkus_mailer: [
    {
      'src/main/resources/application.properties': `quarkus.mailer.host=smtp.mailgun.org
quarkus.mailer.from=a@acme.example`,
      'src/main/java/com/acme/Mails.java': `package com.acme;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
@ApplicationScoped
public class Mails {
  @Inject Mailer mailer;
  void send(User user) { mailer.send(Mail.withText(user.email, "Hi", "Welcome")); }
}`,
    },
    'mailgun',
    ['user.contact.email'],
  ],
  twilio: [
    {
      'src/main/java/com/acme/Sms.java': `package com.acme;
import com.twilio.Twilio;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
public class Sms {
  void send(User user, String body) {
    Twilio.init(sid, token);
    Message.creator(new PhoneNumber(user.getPhone()), new PhoneNumber(from), body).create();
  }
}`,
    },
    'twilio',
    ['user.contact.phone_number', 'user.content'],
  ],
  twilio_verify: [
    {
      'src/main/java/com/acme/Verify.java': `package com.acme;
import com.twilio.rest.verify.v2.service.Verification;
public class Verify {
  void start(String phoneNumber) { Verification.creator(SERVICE_SID, phoneNumber, "sms").create(); }
}`,
    },
    'twilio',
    ['user.contact.phone_number'],
  ],
  vonage: [
    {
      'src/main/java/com/acme/Vo.java': `package com.acme;
import com.vonage.client.VonageClient;
import com.vonage.client.sms.messages.TextMessage;
public class Vo {
  private final VonageClient client = VonageClient.builder().apiKey("a").apiSecret("b").build();
  void send(String mobile, String text) {
    TextMessage message = new TextMessage("Acme", mobile, text);
    client.getSmsClient().submitMessage(message);
  }
}`,
    },
    'vonage',
    ['user.contact.phone_number', 'user.content'],
  ],
  messagebird: [
    {
      'src/main/java/com/acme/Mb.java': `package com.acme;
import com.messagebird.*;
public class Mb {
  void send(BigInteger msisdn, String body) throws Exception {
    MessageBirdService svc = new MessageBirdServiceImpl("key");
    MessageBirdClient client = new MessageBirdClient(svc);
    client.sendMessage("Acme", body, List.of(msisdn));
  }
}`,
    },
    'messagebird',
    ['user.contact.phone_number', 'user.content'],
  ],
  sns_sms: [
    {
      'src/main/java/com/acme/Sns.java': `package com.acme;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
public class Sns {
  private final SnsClient sns = SnsClient.create();
  void send(String phoneNumber, String message) {
    sns.publish(PublishRequest.builder().phoneNumber(phoneNumber).message(message).build());
  }
}`,
    },
    'aws',
    ['user.contact.phone_number', 'user.content'],
  ],
  fcm_admin: [
    {
      'src/main/java/com/acme/Push.java': `package com.acme;
import com.google.firebase.messaging.*;
public class Push {
  private final FirebaseMessaging fcm;
  void send(Device device, String title, String body) throws Exception {
    Message m = Message.builder()
      .setToken(device.getPushToken())
      .setNotification(Notification.builder().setTitle(title).setBody(body).build())
      .build();
    fcm.send(m);
  }
}`,
    },
    'firebase',
    ['user.device.device_id', 'user.content'],
  ],
  apns_pushy: [
    {
      'src/main/java/com/acme/Apn.java': `package com.acme;
import com.eatthepath.pushy.apns.*;
import com.eatthepath.pushy.apns.util.*;
public class Apn {
  private final ApnsClient apnsClient = new ApnsClientBuilder().setApnsServer(ApnsClientBuilder.PRODUCTION_APNS_HOST).build();
  void send(String deviceToken, String text) {
    String payload = new SimpleApnsPayloadBuilder().setAlertBody(text).build();
    apnsClient.sendNotification(new SimpleApnsPushNotification(TokenUtil.sanitizeTokenString(deviceToken), "com.acme", payload));
  }
}`,
    },
    'apple',
    ['user.device.device_id'],
  ],
  segment: [
    {
      'src/main/java/com/acme/Seg.java': `package com.acme;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.*;
import com.google.common.collect.ImmutableMap;
public class Seg {
  private final Analytics analytics = Analytics.builder("k").build();
  void signedUp(User user) {
    analytics.enqueue(IdentifyMessage.builder().userId(user.getId()).traits(ImmutableMap.<String, Object>builder().put("email", user.getEmail()).put("name", user.getName()).build()));
    analytics.enqueue(TrackMessage.builder("Signed Up").userId(user.getId()).properties(Map.of("plan", user.getPlan())));
  }
}`,
    },
    'segment',
    ['user.unique_id', 'user.contact.email', 'user.behavior.event'],
  ],
  mixpanel: [
    {
      'src/main/java/com/acme/Mp.java': `package com.acme;
import com.mixpanel.mixpanelapi.*;
import org.json.JSONObject;
public class Mp {
  private final MessageBuilder builder = new MessageBuilder(TOKEN);
  void t(String userId, User u) throws Exception {
    JSONObject props = new JSONObject();
    props.put("$email", u.getEmail());
    JSONObject update = builder.set(userId, props);
    ClientDelivery delivery = new ClientDelivery();
    delivery.addMessage(builder.event(userId, "Login", null));
    delivery.addMessage(update);
    new MixpanelAPI().deliver(delivery);
  }
}`,
    },
    'mixpanel',
    ['user.unique_id', 'user.contact.email', 'user.behavior.event'],
  ],
  amplitude_java: [
    {
      'src/main/java/com/acme/Amp.java': `package com.acme;
import com.amplitude.*;
import org.json.JSONObject;
public class Amp {
  private final Amplitude amplitude = Amplitude.getInstance();
  void log(User u) {
    Event event = new Event("Button Clicked", u.getId());
    event.userProperties = new JSONObject().put("email", u.getEmail());
    amplitude.logEvent(event);
  }
}`,
    },
    'amplitude',
    ['user.unique_id', 'user.behavior.event', 'user.contact.email'],
  ],
  posthog_java: [
    {
      'src/main/java/com/acme/Ph.java': `package com.acme;
import com.posthog.java.PostHog;
public class Ph {
  private final PostHog posthog = new PostHog.Builder("k").host("https://eu.i.posthog.com").build();
  void log(User u) {
    posthog.capture(u.getId(), "signed up", new HashMap<String, Object>() {{ put("email", u.getEmail()); put("plan", u.getPlan()); }});
  }
}`,
    },
    'posthog',
    ['user.unique_id', 'user.contact.email'],
  ],
  customerio_http: [
    {
      'src/main/java/com/acme/Cio.java': `package com.acme;
import okhttp3.*;
public class Cio {
  private static final String BASE_URL = "https://track.customer.io/api/v1";
  private final OkHttpClient http;
  private final Gson gson = new Gson();
  public void identify(Customer c) throws IOException {
    Map<String, Object> attrs = new LinkedHashMap<>();
    attrs.put("email", c.getEmail());
    attrs.put("first_name", c.getFirstName());
    Request req = new Request.Builder().url(String.format("%s/customers/%s", BASE_URL, c.getId()))
      .header("Authorization", Credentials.basic(siteId, key))
      .put(RequestBody.create(gson.toJson(attrs), JSON)).build();
    http.newCall(req).execute().close();
  }
}`,
    },
    'customer-io',
    ['user.unique_id', 'user.contact.email', 'user.name.first'],
  ],
  intercom_java: [
    {
      'src/main/java/com/acme/Ic.java': `package com.acme;
import io.intercom.api.*;
public class Ic {
  void sync(Account a) {
    Intercom.setToken("t");
    User user = new User().setEmail(a.getEmail()).setName(a.getName()).setUserId(a.getId());
    User.create(user);
  }
}`,
    },
    'intercom',
    ['user.unique_id', 'user.contact.email', 'user.name'],
  ],
  hubspot_resttemplate_entity: [
    {
      'src/main/java/com/acme/HubSpotClient.java': `package com.acme;
@Component
public class HubSpotClient {
  private final RestTemplate rest;
  private final HubSpotProperties properties;
  public void upsert(Lead lead) {
    HubSpotContact contact = HubSpotContact.builder().email(lead.getEmail()).firstname(lead.getFirstName()).build();
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(properties.getToken());
    rest.postForObject(properties.getBaseUrl() + "/crm/v3/objects/contacts", new HttpEntity<>(contact, headers), String.class);
  }
}`,
      'src/main/java/com/acme/HubSpotContact.java': `package com.acme;
@Data @Builder
public class HubSpotContact { private String email; private String firstname; private String lifecyclestage; }`,
      'src/main/java/com/acme/HubSpotProperties.java': `package com.acme;
@ConfigurationProperties(prefix = "hubspot")
@Data
public class HubSpotProperties { private String baseUrl = "https://api.hubapi.com"; private String token; }`,
    },
    'hubspot',
    ['user.contact.email', 'user.name.first'],
  ],
  sentry_setuser: [
    {
      'src/main/java/com/acme/SentryFilter.java': `package com.acme;
import io.sentry.Sentry;
import io.sentry.protocol.User;
public class SentryFilter extends OncePerRequestFilter {
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
    Sentry.configureScope(scope -> {
      User user = new User();
      user.setId(current().getId());
      user.setEmail(current().getEmail());
      user.setIpAddress(request.getRemoteAddr());
      scope.setUser(user);
    });
  }
}`,
    },
    'sentry',
    ['user.unique_id', 'user.contact.email', 'user.device.ip_address'],
  ],
  sentry_props: [
    {
      'pom.xml': `<project><dependencies><dependency><groupId>io.sentry</groupId><artifactId>sentry-spring-boot-starter-jakarta</artifactId><version>7.0.0</version></dependency></dependencies></project>`,
      'src/main/resources/application.yml': `sentry:
  dsn: \${SENTRY_DSN}
  send-default-pii: true`,
    },
    'sentry',
    ['user.device.ip_address'],
  ],
  sentry_logback: [
    {
      'pom.xml': `<project><dependencies><dependency><groupId>io.sentry</groupId><artifactId>sentry-logback</artifactId><version>7.0.0</version></dependency></dependencies></project>`,
      'src/main/resources/logback-spring.xml': `<configuration><appender name="SENTRY" class="io.sentry.logback.SentryAppender"><options><dsn>\${SENTRY_DSN}</dsn></options></appender><root level="INFO"><appender-ref ref="SENTRY"/></root></configuration>`,
    },
    'sentry',
    [],
  ],
  rollbar: [
    {
      'src/main/java/com/acme/RollbarConfig.java': `package com.acme;
import com.rollbar.notifier.Rollbar;
import com.rollbar.api.payload.data.Person;
import static com.rollbar.notifier.config.ConfigBuilder.withAccessToken;
public class RollbarConfig {
  Rollbar rollbar() {
    return Rollbar.init(withAccessToken("t").person(() -> new Person.Builder().id(Ctx.user().getId()).email(Ctx.user().getEmail()).build()).build());
  }
}`,
    },
    'rollbar',
    ['user.unique_id', 'user.contact.email'],
  ],
  bugsnag_java: [
    {
      'src/main/java/com/acme/Bs.java': `package com.acme;
import com.bugsnag.Bugsnag;
public class Bs {
  private final Bugsnag bugsnag = new Bugsnag("key");
  void report(Throwable t, User u) {
    bugsnag.notify(t, report -> report.setUser(u.getId(), u.getEmail(), u.getName()));
  }
}`,
    },
    'bugsnag',
    ['user.unique_id', 'user.contact.email', 'user.name'],
  ],
  newrelic: [
    {
      'src/main/java/com/acme/Nr.java': `package com.acme;
import com.newrelic.api.agent.NewRelic;
public class Nr {
  void mark(User u) { NewRelic.addCustomParameter("userId", u.getId()); NewRelic.setUserName(u.getUsername()); }
}`,
    },
    'new-relic',
    ['user.unique_id'],
  ],
  otlp_honeycomb: [
    {
      'src/main/resources/application.properties': `management.otlp.tracing.endpoint=https://api.honeycomb.io/v1/traces
management.otlp.tracing.headers.x-honeycomb-team=\${HONEYCOMB_API_KEY}`,
    },
    'honeycomb',
    [],
  ],
  slack_api_client: [
    {
      'src/main/java/com/acme/SlackNotifier.java': `package com.acme;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
public class SlackNotifier {
  void signedUp(User user) throws Exception {
    MethodsClient methods = Slack.getInstance().methods(System.getenv("SLACK_TOKEN"));
    methods.chatPostMessage(r -> r.channel("#signups").text("New signup: " + user.getEmail()));
  }
}`,
    },
    'slack',
    ['user.contact.email'],
  ],
  slack_webhook: [
    {
      'src/main/java/com/acme/SlackHook.java': `package com.acme;
@Service
public class SlackHook {
  @Value("\${slack.webhook-url}") private String webhookUrl;
  private final RestClient restClient = RestClient.create();
  void signedUp(User user) {
    String text = String.format("New signup: %s", user.getEmail());
    restClient.post().uri(webhookUrl).body(Map.of("text", text)).retrieve().toBodilessEntity();
  }
}`,
      'src/main/resources/application.yml': `slack:
  webhook-url: https://hooks.slack.com/services/\${SLACK_PATH}`,
    },
    'slack',
    ['user.contact.email'],
  ],
  openai_java: [
    {
      'src/main/java/com/acme/Ai.java': `package com.acme;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.*;
public class Ai {
  private final OpenAIClient client = OpenAIOkHttpClient.fromEnv();
  String ask(String question) {
    ChatCompletionCreateParams params = ChatCompletionCreateParams.builder().addUserMessage(question).model(ChatModel.GPT_4O).build();
    return client.chat().completions().create(params).choices().get(0).message().content().orElse("");
  }
}`,
    },
    'openai',
    ['user.content'],
  ],
  anthropic_java: [
    {
      'src/main/java/com/acme/Cl.java': `package com.acme;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.*;
public class Cl {
  private final AnthropicClient client = AnthropicOkHttpClient.builder().apiKey("k").build();
  void ask(String prompt) {
    MessageCreateParams params = MessageCreateParams.builder().model(Model.CLAUDE_3_5_SONNET_LATEST).maxTokens(100L).addUserMessage(prompt).build();
    client.messages().create(params);
  }
}`,
    },
    'anthropic',
    ['user.content'],
  ],
  langchain4j: [
    {
      'src/main/java/com/acme/Lc.java': `package com.acme;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.chat.ChatModel;
public class Lc {
  private final ChatModel model = OpenAiChatModel.builder().apiKey("k").modelName("gpt-4o").build();
  String answer(String userMessage) { return model.chat(userMessage); }
}`,
    },
    'openai',
    ['user.content'],
  ],
}
