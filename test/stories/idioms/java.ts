// Ways in which Java programs hand data over, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const java: Idioms = {
  okhttp: [
    {
      'src/main/java/a/A.java': `package a;
import okhttp3.*;
import org.json.JSONObject;
class A {
  private final OkHttpClient client = new OkHttpClient();
  void sync(User user) throws Exception {
    JSONObject json = new JSONObject();
    json.put("email", user.getEmail());
    json.put("first_name", user.getFirstName());
    RequestBody body = RequestBody.create(json.toString(), MediaType.parse("application/json"));
    Request request = new Request.Builder().url("https://api.invented-crm.io/v1/contacts").post(body).build();
    client.newCall(request).execute();
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name.first'],
  ],
  resttemplate: [
    {
      'src/main/java/a/A.java': `package a;
import org.springframework.web.client.RestTemplate;
import org.springframework.http.*;
import java.util.*;
class A {
  private static final String URL = "https://api.invented-crm.io/v1/contacts";
  private final RestTemplate restTemplate;
  void sync(User user) {
    Map<String, Object> map = new HashMap<>();
    map.put("email", user.getEmail());
    map.put("phone", user.getPhone());
    HttpEntity<Map<String, Object>> entity = new HttpEntity<>(map, headers);
    restTemplate.postForEntity(URL, entity, String.class);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  resttemplate_exchange: [
    {
      'src/main/java/a/A.java': `package a;
import org.springframework.web.client.RestTemplate;
class A {
  @Value("\${crm.url:https://api.invented-crm.io}")
  private String baseUrl;
  private RestTemplate restTemplate;
  void sync(String email, String phoneNumber) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("email", email);
    form.add("phone", phoneNumber);
    restTemplate.exchange(baseUrl + "/v1/x", HttpMethod.POST, new HttpEntity<>(form, h), String.class);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  uricomponents: [
    {
      'src/main/java/a/A.java': `package a;
import org.springframework.web.util.UriComponentsBuilder;
class A {
  void sync(User user) {
    String uri = UriComponentsBuilder.fromHttpUrl("https://api.invented-crm.io/v1/find").queryParam("email", user.getEmail()).toUriString();
    restTemplate.getForObject(uri, String.class);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  httpclient: [
    {
      'src/main/java/a/A.java': `package a;
import java.net.http.*;
import com.fasterxml.jackson.databind.ObjectMapper;
class A {
  private final ObjectMapper mapper = new ObjectMapper();
  void sync(User user) {
    ContactDto dto = new ContactDto(user.getEmail(), user.getFullName());
    HttpRequest request = HttpRequest.newBuilder()
      .uri(URI.create("https://api.invented-crm.io/v1/contacts"))
      .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(dto)))
      .build();
    http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  webclient: [
    {
      'src/main/java/a/A.java': `package a;
import org.springframework.web.reactive.function.client.WebClient;
class A {
  private final WebClient webClient;
  A(WebClient.Builder builder) { this.webClient = builder.baseUrl("https://api.invented-crm.io").build(); }
  void sync(User user) {
    ContactRequest r = ContactRequest.builder().email(user.getEmail()).fullName(user.getFullName()).build();
    webClient.post().uri("/contacts").bodyValue(r).retrieve().bodyToMono(String.class).block();
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  feign: [
    {
      'src/main/java/a/CrmClient.java': `package a;
import org.springframework.cloud.openfeign.FeignClient;
@FeignClient(name = "crm", url = "https://api.invented-crm.io")
public interface CrmClient {
  @PostMapping("/v1/contacts")
  void create(@RequestBody ContactDto contact);
  @GetMapping("/v1/find")
  String find(@RequestParam("phone") String phone);
}`,
      'src/main/java/a/SignUp.java': `package a;
class SignUp {
  private final CrmClient crmClient;
  void done(User user) {
    ContactDto dto = new ContactDto();
    dto.setEmail(user.getEmail());
    crmClient.create(dto);
    crmClient.find(user.getPhone());
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  retrofit: [
    {
      'src/main/java/a/CrmApi.java': `package a;
import retrofit2.Call;
import retrofit2.http.*;
public interface CrmApi {
  @POST("v1/contacts")
  Call<Void> create(@Body ContactDto contact);
  @FormUrlEncoded @POST("v1/x")
  Call<Void> phone(@Field("phone") String phone);
}`,
      'src/main/java/a/SignUp.java': `package a;
import retrofit2.Retrofit;
class SignUp {
  private final CrmApi api = new Retrofit.Builder().baseUrl("https://api.invented-crm.io/").build().create(CrmApi.class);
  void done(User user) {
    api.create(ContactDto.builder().email(user.getEmail()).build());
    api.phone(user.getPhone());
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  apache: [
    {
      'src/main/java/a/A.java': `package a;
import org.apache.http.client.methods.HttpPost;
class A {
  void sync(User user) {
    HttpPost post = new HttpPost("https://api.invented-crm.io/v1/contacts");
    List<NameValuePair> params = new ArrayList<>();
    params.add(new BasicNameValuePair("email", user.getEmail()));
    params.add(new BasicNameValuePair("phone", user.getPhone()));
    post.setEntity(new UrlEncodedFormEntity(params));
    httpClient.execute(post);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  urlconnection: [
    {
      'src/main/java/a/A.java': `package a;
import java.net.*;
class A {
  void sync(String email, String ip) throws Exception {
    URL url = new URL("https://api.invented-crm.io/v1/lookup?ip=" + ip);
    HttpURLConnection con = (HttpURLConnection) url.openConnection();
    String payload = "email=" + URLEncoder.encode(email, "UTF-8");
    try (OutputStream os = con.getOutputStream()) { os.write(payload.getBytes(StandardCharsets.UTF_8)); }
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.device.ip_address'],
  ],
  unirest: [
    {
      'src/main/java/a/A.java': `package a;
import kong.unirest.Unirest;
class A {
  void sync(User user) {
    Unirest.post("https://api.invented-crm.io/v1/x").basicAuth("api", key).field("to", user.getEmail()).field("phone", user.getPhone()).asJson();
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  abstractgeo: [
    {
      'src/main/java/a/BaseGeocoder.java': `package a;
import javax.ws.rs.client.Client;
public abstract class BaseGeocoder {
  private final Client client;
  private final String url;
  public BaseGeocoder(Client client, String url) { this.client = client; this.url = url; }
  public String address(double latitude, double longitude) {
    return client.target(String.format(url, latitude, longitude)).request().get(String.class);
  }
}`,
      'src/main/java/a/InventedGeocoder.java': `package a;
import javax.ws.rs.client.Client;
public class InventedGeocoder extends BaseGeocoder {
  private static String formatUrl(String key) {
    return "https://api.invented-geo.io/reverse?lat=%f&lon=%f&key=" + key;
  }
  public InventedGeocoder(Client client, String key) { super(client, formatUrl(key)); }
}`,
    },
    'invented-geo.io',
    ['user.location.precise'],
  ],
  jaxrs: [
    {
      'src/main/java/a/A.java': `package a;
import javax.ws.rs.client.*;
class A {
  private final String url;
  private final Client client;
  public static class Message { @JsonProperty("user") private String user; @JsonProperty("message") private String message; @JsonProperty("email") private String email; }
  A(Client client) { this.url = "https://api.invented-push.io/1/messages.json"; this.client = client; }
  void send(User user, String text) {
    Message message = new Message();
    message.message = text;
    message.email = user.getEmail();
    client.target(url).request().post(Entity.json(message)).close();
  }
}`,
    },
    'invented-push.io',
    ['user.contact.email'],
  ],
  sentry: [
    {
      'pom.xml':
        '<project><groupId>example.shop</groupId><artifactId>shop</artifactId><dependency><groupId>io.sentry</groupId><artifactId>sentry</artifactId></dependency>',
      'src/main/java/a/A.java': `package a;
import io.sentry.Sentry;
import io.sentry.protocol.User;
class A {
  void login(Account account) {
    Sentry.configureScope(scope -> {
      User user = new User();
      user.setId(account.getId());
      user.setEmail(account.getEmail());
      scope.setUser(user);
    });
  }
}`,
    },
    'sentry',
    ['user.contact.email', 'user.unique_id'],
  ],
  stripe: [
    {
      'pom.xml':
        '<project><groupId>example.shop</groupId><artifactId>shop</artifactId><dependency><groupId>com.stripe</groupId><artifactId>stripe-java</artifactId></dependency>',
      'src/main/java/a/A.java': `package a;
import com.stripe.model.Customer;
import com.stripe.param.CustomerCreateParams;
class A {
  Customer create(User user) throws Exception {
    CustomerCreateParams params = CustomerCreateParams.builder()
      .setEmail(user.getEmail()).setName(user.getFullName()).setPhone(user.getPhone()).putMetadata("user_id", user.getId()).build();
    return Customer.create(params);
  }
  void old(User user) throws Exception {
    Map<String, Object> params = new HashMap<>();
    params.put("email", user.getEmail());
    Customer.create(params);
  }
}`,
    },
    'stripe',
    ['user.contact.email', 'user.contact.phone_number', 'user.name', 'user.unique_id'],
  ],
  sendgrid: [
    {
      'pom.xml':
        '<project><groupId>example.shop</groupId><artifactId>shop</artifactId><dependency><groupId>com.sendgrid</groupId><artifactId>sendgrid-java</artifactId></dependency>',
      'src/main/java/a/A.java': `package a;
import com.sendgrid.*;
import com.sendgrid.helpers.mail.Mail;
import com.sendgrid.helpers.mail.objects.*;
class A {
  void send(String to, String subject, String html) throws Exception {
    Mail mail = new Mail(new Email("us@shop.example"), subject, new Email(to), new Content("text/html", html));
    SendGrid sg = new SendGrid(System.getenv("SENDGRID_API_KEY"));
    Request request = new Request();
    request.setEndpoint("mail/send");
    request.setBody(mail.build());
    sg.api(request);
  }
}`,
    },
    'sendgrid',
    ['user.contact.email', 'user.content'],
  ],
  twilio: [
    {
      'pom.xml':
        '<project><groupId>example.shop</groupId><artifactId>shop</artifactId><dependency><groupId>com.twilio.sdk</groupId><artifactId>twilio</artifactId></dependency>',
      'src/main/java/a/A.java': `package a;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
class A {
  void send(User user, String text) {
    Message.creator(new PhoneNumber(user.getPhone()), new PhoneNumber(from), text).create();
  }
}`,
    },
    'twilio',
    ['user.contact.phone_number', 'user.content'],
  ],
  segment: [
    {
      'pom.xml':
        '<project><groupId>example.shop</groupId><artifactId>shop</artifactId><dependency><groupId>com.segment.analytics.java</groupId><artifactId>analytics</artifactId></dependency>',
      'src/main/java/a/A.java': `package a;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
class A {
  private final Analytics analytics;
  void identify(User user) {
    analytics.enqueue(IdentifyMessage.builder().userId(user.getId()).traits(Map.of("email", user.getEmail(), "name", user.getName())));
  }
}`,
    },
    'segment',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  s3: [
    {
      'pom.xml':
        '<project><groupId>example.shop</groupId><artifactId>shop</artifactId><dependency><groupId>software.amazon.awssdk</groupId><artifactId>ses</artifactId></dependency>',
      'src/main/java/a/A.java': `package a;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.*;
class A {
  private final SesClient ses;
  void send(String recipient, String html) {
    Destination destination = Destination.builder().toAddresses(recipient).build();
    SendEmailRequest request = SendEmailRequest.builder().destination(destination)
      .message(Message.builder().body(Body.builder().html(Content.builder().data(html).build()).build()).build()).build();
    ses.sendEmail(request);
  }
}`,
    },
    'aws',
    ['user.contact.email', 'user.content'],
  ],
  event: [
    {
      'src/main/java/a/CrmListener.java': `package a;
class CrmListener {
  private static final String URL = "https://api.invented-crm.io/v1/contacts";
  @EventListener
  void on(UserRegistered event) {
    http.postForObject(URL, Map.of("email", event.getUser().getEmail(), "name", event.getUser().getFullName()), String.class);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  iface: [
    {
      'src/main/java/a/SmsSender.java': `package a;
public interface SmsSender { void send(String number, String text); }`,
      'src/main/java/a/InventedSms.java': `package a;
public class InventedSms implements SmsSender {
  @Override public void send(String number, String text) {
    Map<String, String> body = Map.of("to", number, "text", text);
    rest.postForObject("https://api.invented-sms.io/v1/send", body, String.class);
  }
}`,
      'src/main/java/a/Login.java': `package a;
class Login {
  private final SmsSender smsSender;
  void code(User user, String code) { smsSender.send(user.getPhoneNumber(), "Your code " + code); }
}`,
    },
    'invented-sms.io',
    ['user.contact.phone_number'],
  ],
  collection_of_vendors: [
    {
      'src/main/java/a/A.java': `package a;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
class A { Object model(String key) { return AnthropicChatModel.builder().apiKey(key).build(); } }`,
    },
    'anthropic',
    ['user.content'],
  ],
  handed_to_who_sends: [
    {
      'src/main/java/a/A.java': `package a;
import javax.ws.rs.client.*;
class A {
  private final String url;
  private final Client client;
  A(Client client) { this.client = client; url = "https://api.invented-push.io/1/messages.json"; }
  void send(User user, String text) {
    Message message = new Message();
    message.email = user.getEmail();
    Web.post(client.target(url).request(), Entity.json(message), r -> {});
  }
}`,
    },
    'invented-push.io',
    ['user.contact.email'],
  ],
}
