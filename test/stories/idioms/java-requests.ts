// Requests of Java programs: clients, where their addresses come from, and what their bodies are put together of, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const javaRequests: Idioms = {
  gmaps_geocoding_sdk: [
    {
      'src/main/java/com/acme/Geo.java': `package com.acme;
import com.google.maps.*;
import com.google.maps.model.*;
public class Geo {
  private final GeoApiContext context = new GeoApiContext.Builder().apiKey("k").build();
  LatLng locate(Address address) throws Exception {
    GeocodingResult[] results = GeocodingApi.geocode(context, address.getStreet() + ", " + address.getCity()).await();
    return results[0].geometry.location;
  }
}`,
    },
    'google-maps',
    ['user.contact.address'],
  ],
  gmaps_rest_uribuilder: [
    {
      'src/main/java/com/acme/Geo.java': `package com.acme;
@Component
public class Geo {
  private final RestTemplate rt = new RestTemplate();
  GeoResult locate(String streetAddress, String postalCode) {
    URI uri = UriComponentsBuilder.newInstance().scheme("https").host("maps.googleapis.com").path("/maps/api/geocode/json")
      .queryParam("address", streetAddress + " " + postalCode).queryParam("key", apiKey).build().toUri();
    return rt.getForObject(uri, GeoResult.class);
  }
}`,
    },
    'google-maps',
    ['user.contact.address'],
  ],
  ipapi_webclient: [
    {
      'src/main/java/com/acme/IpGeo.java': `package com.acme;
@Component
public class IpGeo {
  private final WebClient webClient = WebClient.create("http://ip-api.com");
  Mono<Country> country(String ipAddress) {
    return webClient.get().uri("/json/{ip}?fields=countryCode", ipAddress).retrieve().bodyToMono(Country.class);
  }
}`,
    },
    'ip-api',
    ['user.device.ip_address'],
  ],
  webclient_builder_bean: [
    {
      'src/main/java/com/acme/ClientsConfig.java': `package com.acme;
@Configuration
public class ClientsConfig {
  @Bean
  WebClient fastMailerClient(@Value("\${fastmailer.url}") String url, WebClient.Builder builder) {
    return builder.baseUrl(url).defaultHeader("X-Api-Key", "k").build();
  }
}`,
      'src/main/java/com/acme/FastMailer.java': `package com.acme;
@Service
public class FastMailer {
  private final WebClient fastMailerClient;
  public FastMailer(WebClient fastMailerClient) { this.fastMailerClient = fastMailerClient; }
  public Mono<Void> subscribe(Subscriber s) {
    return fastMailerClient.post().uri("/v2/subscribers").bodyValue(new SubscribeRequest(s.getEmail(), s.getDisplayName())).retrieve().bodyToMono(Void.class);
  }
  record SubscribeRequest(String email, String name) {}
}`,
      'src/main/resources/application.yml': `fastmailer:
  url: https://api.fastmailer.io`,
    },
    'fastmailer.io',
    ['user.contact.email', 'user.name'],
  ],
  feign: [
    {
      'src/main/java/com/acme/ShipFastClient.java': `package com.acme;
import org.springframework.cloud.openfeign.FeignClient;
@FeignClient(name = "shipfast", url = "\${shipfast.base-url:https://api.shipfast.io}")
public interface ShipFastClient {
  @PostMapping("/v1/shipments")
  ShipmentResponse create(@RequestBody ShipmentRequest request);
}`,
      'src/main/java/com/acme/ShipmentRequest.java': `package com.acme;
@Data
@AllArgsConstructor
public class ShipmentRequest { private String recipientName; private String streetAddress; private String phoneNumber; }`,
      'src/main/java/com/acme/Shipping.java': `package com.acme;
@Service @RequiredArgsConstructor
public class Shipping {
  private final ShipFastClient shipFast;
  void ship(Order o) { shipFast.create(new ShipmentRequest(o.getRecipientName(), o.getStreetAddress(), o.getPhoneNumber())); }
}`,
    },
    'shipfast.io',
    ['user.name', 'user.contact.address', 'user.contact.phone_number'],
  ],
  retrofit_java: [
    {
      'src/main/java/com/acme/LoyaltyApi.java': `package com.acme;
import retrofit2.*;
import retrofit2.http.*;
public interface LoyaltyApi {
  @FormUrlEncoded
  @POST("members")
  Call<Member> join(@Field("email") String email, @Field("phone") String phone);
}`,
      'src/main/java/com/acme/Net.java': `package com.acme;
public class Net {
  static LoyaltyApi api() {
    Retrofit retrofit = new Retrofit.Builder().baseUrl("https://loyalty.test-vendor.io/api/").addConverterFactory(GsonConverterFactory.create()).build();
    return retrofit.create(LoyaltyApi.class);
  }
  void join(User u) { api().join(u.getEmail(), u.getPhone()).enqueue(cb); }
}`,
    },
    'test-vendor.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  httpexchange: [
    {
      'src/main/java/com/acme/CrmlyApi.java': `package com.acme;
import org.springframework.web.service.annotation.*;
@HttpExchange(url = "/v1", contentType = "application/json")
public interface CrmlyApi {
  @PostExchange("/people")
  void upsert(@RequestBody Person person);
}`,
      'src/main/java/com/acme/Config.java': `package com.acme;
@Configuration
class Config {
  @Bean CrmlyApi crmlyApi(RestClient.Builder builder) {
    RestClient client = builder.baseUrl("https://api.crmly.io").build();
    return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client)).build().createClient(CrmlyApi.class);
  }
}`,
      'src/main/java/com/acme/Person.java': `package com.acme;
public record Person(String email, String plan) {}`,
    },
    'crmly.io',
    ['user.contact.email'],
  ],
  micronaut_client: [
    {
      'src/main/java/com/acme/PingerClient.java': `package com.acme;
import io.micronaut.http.annotation.*;
import io.micronaut.http.client.annotation.Client;
@Client("https://api.statuspinger.io")
public interface PingerClient {
  @Post("/subscribers")
  void subscribe(@Body Subscriber s);
}`,
      'src/main/java/com/acme/Subscriber.java': `package com.acme;
import io.micronaut.core.annotation.Introspected;
@Introspected
public class Subscriber { private final String emailAddress; public Subscriber(String emailAddress) { this.emailAddress = emailAddress; } public String getEmailAddress() { return emailAddress; } }`,
    },
    'statuspinger.io',
    ['user.contact.email'],
  ],
  micronaut_client_yml: [
    {
      'src/main/java/com/acme/PingerClient.java': `package com.acme;
import io.micronaut.http.annotation.*;
import io.micronaut.http.client.annotation.Client;
@Client(id = "pinger")
public interface PingerClient {
  @Post("/subscribers{?email}")
  void subscribe(@QueryValue String email);
}`,
      'src/main/resources/application.yml': `micronaut:
  http:
    services:
      pinger:
        url: https://api.statuspinger.io`,
    },
    'statuspinger.io',
    ['user.contact.email'],
  ],
  quarkus_restclient: [
    {
      'src/main/java/com/acme/KycClient.java': `package com.acme;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import jakarta.ws.rs.*;
@Path("/checks")
@RegisterRestClient(configKey = "kyc-api")
public interface KycClient {
  @POST KycResult check(KycRequest request);
}`,
      'src/main/java/com/acme/KycRequest.java': `package com.acme;
public class KycRequest { public String fullName; public LocalDate dateOfBirth; public String nationalId; }`,
      'src/main/java/com/acme/KycService.java': `package com.acme;
@ApplicationScoped
public class KycService {
  @Inject @RestClient KycClient client;
  KycResult run(Person p) { KycRequest r = new KycRequest(); r.fullName = p.fullName; r.dateOfBirth = p.dateOfBirth; r.nationalId = p.nationalId; return client.check(r); }
}`,
      'src/main/resources/application.properties': `quarkus.rest-client.kyc-api.url=https://api.kycfast.io`,
    },
    'kycfast.io',
    ['user.name', 'user.demographic.date_of_birth', 'user.government_id'],
  ],
  jersey_client: [
    {
      'src/main/java/com/acme/Fraud.java': `package com.acme;
import jakarta.ws.rs.client.*;
public class Fraud {
  private final WebTarget target = ClientBuilder.newClient().target("https://api.fraudcheck.io").path("score");
  Score score(Order o) {
    FraudRequest body = new FraudRequest();
    body.setEmail(o.getCustomer().getEmail());
    body.setIpAddress(o.getIpAddress());
    return target.request(MediaType.APPLICATION_JSON).post(Entity.json(body), Score.class);
  }
}`,
      'src/main/java/com/acme/FraudRequest.java': `package com.acme;
public class FraudRequest { private String email; private String ipAddress; public void setEmail(String e) { this.email = e; } public void setIpAddress(String i) { this.ipAddress = i; } }`,
    },
    'fraudcheck.io',
    ['user.contact.email', 'user.device.ip_address'],
  ],
  jersey_queryparam: [
    {
      'src/main/java/com/acme/L.java': `package com.acme;
public class L {
  Client client;
  String carrier(String phoneNumber) {
    return client.target(UriBuilder.fromUri("https://api.lookupper.io").path("/v1/carrier")).queryParam("msisdn", phoneNumber).request().get(String.class);
  }
}`,
    },
    'lookupper.io',
    ['user.contact.phone_number'],
  ],
  apache_namevaluepair: [
    {
      'src/main/java/com/acme/SmsGate.java': `package com.acme;
public class SmsGate {
  void send(String phone, String message) throws Exception {
    List<NameValuePair> params = new ArrayList<>();
    params.add(new BasicNameValuePair("to", phone));
    params.add(new BasicNameValuePair("text", message));
    HttpPost post = new HttpPost(Provider.SMSGATE.getUrl());
    post.setEntity(new UrlEncodedFormEntity(params, "UTF-8"));
    client.execute(post);
  }
}`,
      'src/main/java/com/acme/Provider.java': `package com.acme;
public enum Provider {
  SMSGATE("https://api.smsgate.io/send"), OTHER("https://sms.otherly.io/v1");
  private final String url;
  Provider(String url) { this.url = url; }
  public String getUrl() { return url; }
}`,
    },
    'smsgate.io',
    ['user.contact.phone_number', 'user.content'],
  ],
  httpurlconnection: [
    {
      'src/main/java/com/acme/Hc.java': `package com.acme;
public class Hc {
  void send(String email) throws Exception {
    URL url = new URL("https://hooks.pingboard.io/in?email=" + URLEncoder.encode(email, "UTF-8"));
    HttpURLConnection conn = (HttpURLConnection) url.openConnection();
    conn.setRequestMethod("POST");
    conn.getInputStream();
  }
}`,
    },
    'pingboard.io',
    ['user.contact.email'],
  ],
  config_service_keys: [
    {
      'src/main/java/com/acme/Keys.java': `package com.acme;
public final class Keys { public static final String SMS_HOST = "sms.host"; }`,
      'src/main/java/com/acme/Zeta.java': `package com.acme;
public class Zeta {
  private final Config config;
  void send(String phoneNumber, String msg) throws Exception {
    String host = config.getString(Keys.SMS_HOST, "api.zetasms.io");
    Request r = new Request.Builder().url("https://" + host + "/send?to=" + phoneNumber).get().build();
    http.newCall(r).execute();
  }
}`,
    },
    'zetasms.io',
    ['user.contact.phone_number'],
  ],
  data_file_hosts: [
    {
      'src/main/resources/modules.json': `[{"module":"parcelwise","type":"shipping","config":[{"env":"PROD","scheme":"https","host":"api.parcelwise.io","port":"443","uri":"/rates"}]}]`,
      'src/main/java/com/acme/ModuleLoader.java': `package com.acme;
public class ModuleLoader {
  ModuleConfig load(String code) throws Exception { return mapper.readValue(getClass().getResourceAsStream("/modules.json"), ModuleConfig.class); }
}`,
      'src/main/java/com/acme/ParcelwiseQuote.java': `package com.acme;
public class ParcelwiseQuote implements ShippingQuote {
  public List<Option> quotes(Delivery delivery, ModuleConfig cfg) throws Exception {
    StringBuilder xml = new StringBuilder("<rate>");
    xml.append("<zip>").append(delivery.getPostalCode()).append("</zip>");
    xml.append("<country>").append(delivery.getCountry()).append("</country></rate>");
    HttpPost post = new HttpPost(cfg.getScheme() + "://" + cfg.getHost() + ":" + cfg.getPort() + cfg.getUri());
    post.setEntity(new StringEntity(xml.toString()));
    return parse(httpclient.execute(post));
  }
}`,
    },
    'parcelwise.io',
    ['user.contact.address.postal_code'],
  ],
  strategy_sms: [
    {
      'src/main/java/com/acme/SmsSender.java': `package com.acme;
public interface SmsSender { void send(String to, String body); }`,
      'src/main/java/com/acme/TwilioSms.java': `package com.acme;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
@Component @ConditionalOnProperty(name = "sms.provider", havingValue = "twilio")
public class TwilioSms implements SmsSender {
  public void send(String to, String body) { Message.creator(new PhoneNumber(to), new PhoneNumber(from), body).create(); }
}`,
      'src/main/java/com/acme/VonageSms.java': `package com.acme;
import com.vonage.client.VonageClient;
import com.vonage.client.sms.messages.TextMessage;
@Component @ConditionalOnProperty(name = "sms.provider", havingValue = "vonage")
public class VonageSms implements SmsSender {
  private final VonageClient client = VonageClient.builder().apiKey("a").apiSecret("b").build();
  public void send(String to, String body) { client.getSmsClient().submitMessage(new TextMessage("Acme", to, body)); }
}`,
      'src/main/java/com/acme/Otp.java': `package com.acme;
@Service
public class Otp {
  private final SmsSender sender;
  void code(User user, String code) { sender.send(user.getPhoneNumber(), "Your code is " + code); }
}`,
    },
    'twilio',
    ['user.contact.phone_number'],
  ],
  strategy_sms_vonage: [
    {
      'src/main/java/com/acme/SmsSender.java': `package com.acme;
public interface SmsSender { void send(String to, String body); }`,
      'src/main/java/com/acme/TwilioSms.java': `package com.acme;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
@Component @ConditionalOnProperty(name = "sms.provider", havingValue = "twilio")
public class TwilioSms implements SmsSender {
  public void send(String to, String body) { Message.creator(new PhoneNumber(to), new PhoneNumber(from), body).create(); }
}`,
      'src/main/java/com/acme/VonageSms.java': `package com.acme;
import com.vonage.client.VonageClient;
import com.vonage.client.sms.messages.TextMessage;
@Component @ConditionalOnProperty(name = "sms.provider", havingValue = "vonage")
public class VonageSms implements SmsSender {
  private final VonageClient client = VonageClient.builder().apiKey("a").apiSecret("b").build();
  public void send(String to, String body) { client.getSmsClient().submitMessage(new TextMessage("Acme", to, body)); }
}`,
      'src/main/java/com/acme/Otp.java': `package com.acme;
@Service
public class Otp {
  private final SmsSender sender;
  void code(User user, String code) { sender.send(user.getPhoneNumber(), "Your code is " + code); }
}`,
    },
    'vonage',
    ['user.contact.phone_number'],
  ],
  queue_sqs: [
    {
      'src/main/java/com/acme/Q.java': `package com.acme;
import software.amazon.awssdk.services.sqs.SqsClient;
public class Q {
  private final SqsClient sqs;
  void publish(User user) throws Exception {
    SendMessageRequest req = SendMessageRequest.builder().queueUrl(url).messageBody(mapper.writeValueAsString(new UserEvent(user.getId(), user.getEmail()))).build();
    sqs.sendMessage(req);
  }
  record UserEvent(String id, String email) {}
}`,
    },
    'aws',
    ['user.contact.email'],
  ],
  dropwizard_yaml: [
    {
      'config.yml': `trackly:
  url: https://collect.trackly.io/v1`,
      'src/main/java/com/acme/AppConfiguration.java': `package com.acme;
public class AppConfiguration extends Configuration {
  @JsonProperty private TracklyConfiguration trackly;
  public TracklyConfiguration getTrackly() { return trackly; }
}`,
      'src/main/java/com/acme/TracklyConfiguration.java': `package com.acme;
public class TracklyConfiguration { @JsonProperty private String url; public String getUrl() { return url; } }`,
      'src/main/java/com/acme/Trackly.java': `package com.acme;
public class Trackly {
  private final TracklyConfiguration cfg;
  void event(Account account) { client.target(cfg.getUrl()).request().post(Entity.json(Map.of("user_id", account.getId(), "event", "login"))); }
}`,
    },
    'trackly.io',
    ['user.unique_id'],
  ],
  thymeleaf_ga: [
    {
      'src/main/resources/templates/layout.html': `<html xmlns:th="http://www.thymeleaf.org"><head>
<script async th:src="'https://www.googletagmanager.com/gtag/js?id=' + \${gaId}"></script>
<script th:inline="javascript">window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}gtag('js',new Date());gtag('config',/*[[\${gaId}]]*/'');</script>
<script src="https://js.stripe.com/v3/"></script></head>
<body><img th:src="@{'https://www.gravatar.com/avatar/' + \${user.emailHash}}"/></body></html>`,
    },
    'google-analytics',
    ['user.behavior.page_url'],
  ],
  thymeleaf_ga_stripe: [
    {
      'src/main/resources/templates/layout.html': `<html xmlns:th="http://www.thymeleaf.org"><head>
<script async th:src="'https://www.googletagmanager.com/gtag/js?id=' + \${gaId}"></script>
<script th:inline="javascript">window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}gtag('js',new Date());gtag('config',/*[[\${gaId}]]*/'');</script>
<script src="https://js.stripe.com/v3/"></script></head>
<body><img th:src="@{'https://www.gravatar.com/avatar/' + \${user.emailHash}}"/></body></html>`,
    },
    'stripe',
    [],
  ],
}
