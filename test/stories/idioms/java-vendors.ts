// Vendors’ libraries as Java programs call them, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const javaVendors: Idioms = {
  stripe_customer: [
    {
      'build.gradle': `dependencies { implementation 'com.stripe:stripe-java:24.0.0' }`,
      'src/main/java/com/acme/billing/StripeGateway.java': `package com.acme.billing;
import com.stripe.Stripe;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.param.CustomerCreateParams;
import org.springframework.stereotype.Component;
@Component
public class StripeGateway {
  public StripeGateway(@Value("\${stripe.api-key}") String apiKey) { Stripe.apiKey = apiKey; }
  public String createCustomer(Account account) throws StripeException {
    CustomerCreateParams params = CustomerCreateParams.builder()
        .setEmail(account.getEmail())
        .setName(account.getFullName())
        .setPhone(account.getPhone())
        .setAddress(CustomerCreateParams.Address.builder()
            .setLine1(account.getStreet())
            .setPostalCode(account.getZip())
            .build())
        .putMetadata("user_id", account.getId().toString())
        .build();
    return Customer.create(params).getId();
  }
}`,
    },
    'stripe',
    ['user.contact.email', 'user.name', 'user.contact.phone_number', 'user.contact.address.street', 'user.unique_id'],
  ],
  stripe_session: [
    {
      'pom.xml': `<project><dependencies><dependency><groupId>com.stripe</groupId><artifactId>stripe-java</artifactId></dependency></dependencies></project>`,
      'src/main/java/com/acme/CheckoutService.java': `package com.acme;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
public class CheckoutService {
  public String start(User user, Plan plan) throws Exception {
    SessionCreateParams.Builder builder = SessionCreateParams.builder()
      .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
      .setCustomerEmail(user.getEmail())
      .setClientReferenceId(user.getId());
    builder.addLineItem(SessionCreateParams.LineItem.builder().setPrice(plan.getPriceId()).setQuantity(1L).build());
    Session session = Session.create(builder.build());
    return session.getUrl();
  }
}`,
    },
    'stripe',
    ['user.contact.email', 'user.unique_id'],
  ],
  stripe_map: [
    {
      'src/main/java/com/acme/Billing.java': `package com.acme;
import com.stripe.Stripe;
import com.stripe.model.Customer;
import java.util.*;
public class Billing {
  Customer create(Subscriber s, String token) throws Exception {
    Map<String, Object> customerParams = new HashMap<>();
    customerParams.put("email", s.getEmail());
    customerParams.put("name", s.getFirstName() + " " + s.getLastName());
    customerParams.put("source", token);
    return Customer.create(customerParams);
  }
}`,
    },
    'stripe',
    ['user.contact.email', 'user.name'],
  ],
  stripe_client_v1: [
    {
      'src/main/java/com/acme/Billing.java': `package com.acme;
import com.stripe.StripeClient;
import com.stripe.param.CustomerCreateParams;
public class Billing {
  private final StripeClient client = new StripeClient(System.getenv("STRIPE_SECRET_KEY"));
  void create(Subscriber s) throws Exception {
    client.customers().create(CustomerCreateParams.builder().setEmail(s.email()).build());
  }
}`,
    },
    'stripe',
    ['user.contact.email'],
  ],
  braintree: [
    {
      'src/main/java/com/acme/Bt.java': `package com.acme;
import com.braintreegateway.*;
public class Bt {
  private static BraintreeGateway gateway = new BraintreeGateway(Environment.PRODUCTION, "m", "pub", "priv");
  void charge(Order order, Buyer buyer, String nonce) {
    TransactionRequest request = new TransactionRequest()
      .amount(order.getTotal())
      .paymentMethodNonce(nonce)
      .customer()
        .firstName(buyer.getFirstName())
        .lastName(buyer.getLastName())
        .email(buyer.getEmail())
        .phone(buyer.getPhone())
        .done()
      .options().submitForSettlement(true).done();
    Result<Transaction> result = gateway.transaction().sale(request);
  }
}`,
    },
    'braintree',
    ['user.contact.email', 'user.name.first', 'user.name.last', 'user.contact.phone_number'],
  ],
  adyen: [
    {
      'build.gradle.kts': `dependencies { implementation("com.adyen:adyen-java-api-library:21.0.0") }`,
      'src/main/java/com/acme/AdyenPay.java': `package com.acme;
import com.adyen.Client;
import com.adyen.enums.Environment;
import com.adyen.model.checkout.*;
import com.adyen.service.checkout.PaymentsApi;
public class AdyenPay {
  private final PaymentsApi api;
  AdyenPay(String key) { Client client = new Client(key, Environment.LIVE, "prefix"); this.api = new PaymentsApi(client); }
  PaymentResponse pay(Customer customer, String ip) throws Exception {
    PaymentRequest request = new PaymentRequest();
    request.setShopperEmail(customer.getEmail());
    request.setShopperReference(customer.getId());
    request.setShopperIP(ip);
    request.setReference("order-1");
    return api.payments(request);
  }
}`,
    },
    'adyen',
    ['user.contact.email', 'user.unique_id', 'user.device.ip_address'],
  ],
  paypal_rest: [
    {
      'src/main/java/com/acme/PayPalService.java': `package com.acme;
import com.paypal.api.payments.*;
import com.paypal.base.rest.APIContext;
public class PayPalService {
  private final APIContext ctx = new APIContext("id", "secret", "live");
  String create(Customer c) throws Exception {
    PayerInfo info = new PayerInfo();
    info.setEmail(c.getEmail());
    info.setFirstName(c.getFirstName());
    Payer payer = new Payer();
    payer.setPaymentMethod("paypal");
    payer.setPayerInfo(info);
    Payment payment = new Payment();
    payment.setIntent("sale");
    payment.setPayer(payer);
    Payment created = payment.create(ctx);
    return created.getId();
  }
}`,
    },
    'paypal',
    ['user.contact.email', 'user.name.first'],
  ],
  paypal_checkout_sdk: [
    {
      'src/main/java/com/acme/PP.java': `package com.acme;
import com.paypal.core.PayPalEnvironment;
import com.paypal.core.PayPalHttpClient;
import com.paypal.orders.*;
public class PP {
  private final PayPalHttpClient client = new PayPalHttpClient(new PayPalEnvironment.Live("a","b"));
  void order(Customer c) throws Exception {
    OrdersCreateRequest request = new OrdersCreateRequest();
    OrderRequest body = new OrderRequest();
    body.checkoutPaymentIntent("CAPTURE");
    body.payer(new Payer().email(c.getEmail()));
    request.requestBody(body);
    client.execute(request);
  }
}`,
    },
    'paypal',
    ['user.contact.email'],
  ],
  razorpay: [
    {
      'src/main/java/com/acme/Rz.java': `package com.acme;
import com.razorpay.*;
import org.json.JSONObject;
public class Rz {
  void customer(User user) throws RazorpayException {
    RazorpayClient razorpay = new RazorpayClient("key", "secret");
    JSONObject req = new JSONObject();
    req.put("name", user.getName());
    req.put("contact", user.getMobile());
    req.put("email", user.getEmail());
    Customer customer = razorpay.customers.create(req);
  }
}`,
    },
    'razorpay',
    ['user.contact.email', 'user.name', 'user.contact.phone_number'],
  ],
  square: [
    {
      'src/main/java/com/acme/Sq.java': `package com.acme;
import com.squareup.square.SquareClient;
import com.squareup.square.models.CreateCustomerRequest;
public class Sq {
  private final SquareClient client = new SquareClient.Builder().accessToken("x").build();
  void create(Guest g) throws Exception {
    CreateCustomerRequest body = new CreateCustomerRequest.Builder().givenName(g.getFirstName()).emailAddress(g.getEmail()).build();
    client.getCustomersApi().createCustomer(body);
  }
}`,
    },
    'square',
    ['user.contact.email', 'user.name.first'],
  ],
  sendgrid: [
    {
      'src/main/java/com/acme/SendGridMailer.java': `package com.acme;
import com.sendgrid.*;
import com.sendgrid.helpers.mail.Mail;
import com.sendgrid.helpers.mail.objects.*;
public class SendGridMailer implements Mailer {
  private final SendGrid sg;
  public void send(String recipient, String subject, String html) throws IOException {
    Email from = new Email("noreply@acme.example");
    Email to = new Email(recipient);
    Content content = new Content("text/html", html);
    Mail mail = new Mail(from, subject, to, content);
    Request request = new Request();
    request.setMethod(Method.POST);
    request.setEndpoint("mail/send");
    request.setBody(mail.build());
    sg.api(request);
  }
}`,
    },
    'sendgrid',
    ['user.contact.email', 'user.content'],
  ],
  sendgrid_personalization: [
    {
      'src/main/java/com/acme/Welcome.java': `package com.acme;
import com.sendgrid.*;
public class Welcome {
  void send(User user) throws Exception {
    Mail mail = new Mail();
    mail.setTemplateId("d-1");
    Personalization p = new Personalization();
    p.addTo(new Email(user.getEmail(), user.getName()));
    p.addDynamicTemplateData("first_name", user.getFirstName());
    mail.addPersonalization(p);
    Request r = new Request(); r.setBody(mail.build());
    new SendGrid(System.getenv("SENDGRID_API_KEY")).api(r);
  }
}`,
    },
    'sendgrid',
    ['user.contact.email', 'user.name.first'],
  ],
  mailgun_unirest: [
    {
      'src/main/java/com/acme/MG.java': `package com.acme;
import kong.unirest.Unirest;
public class MG {
  void send(User u, String text) {
    Unirest.post("https://api.mailgun.net/v3/" + DOMAIN + "/messages")
      .basicAuth("api", KEY)
      .queryString("from", "x@acme.example")
      .queryString("to", u.getEmail())
      .field("text", text)
      .asJson();
  }
}`,
    },
    'mailgun',
    ['user.contact.email', 'user.content'],
  ],
  mailgun_sdk: [
    {
      'src/main/java/com/acme/MG2.java': `package com.acme;
import com.mailgun.api.v3.MailgunMessagesApi;
import com.mailgun.client.MailgunClient;
import com.mailgun.model.message.Message;
public class MG2 {
  private final MailgunMessagesApi api = MailgunClient.config(KEY).createApi(MailgunMessagesApi.class);
  void send(Member m) {
    Message message = Message.builder().from("a@acme.example").to(m.getEmail()).subject("Hi").text("..").build();
    api.sendMessage("acme.example", message);
  }
}`,
    },
    'mailgun',
    ['user.contact.email'],
  ],
  postmark: [
    {
      'src/main/java/com/acme/PM.java': `package com.acme;
import com.postmarkapp.postmark.Postmark;
import com.postmarkapp.postmark.client.ApiClient;
import com.postmarkapp.postmark.client.data.model.message.Message;
public class PM {
  void send(Member m) throws Exception {
    ApiClient client = Postmark.getApiClient("token");
    Message message = new Message("a@acme.example", m.getEmail(), "Hello", "body");
    client.deliverMessage(message);
  }
}`,
    },
    'postmark',
    ['user.contact.email'],
  ],
  mailjet: [
    {
      'src/main/java/com/acme/MJ.java': `package com.acme;
import com.mailjet.client.*;
import com.mailjet.client.resource.Emailv31;
import org.json.*;
public class MJ {
  void send(Member m) throws Exception {
    MailjetClient client = new MailjetClient(ClientOptions.builder().apiKey("a").apiSecretKey("b").build());
    MailjetRequest request = new MailjetRequest(Emailv31.resource)
      .property(Emailv31.MESSAGES, new JSONArray().put(new JSONObject()
        .put(Emailv31.Message.FROM, new JSONObject().put("Email", "a@acme.example"))
        .put(Emailv31.Message.TO, new JSONArray().put(new JSONObject().put("Email", m.getEmail()).put("Name", m.getName())))
        .put(Emailv31.Message.SUBJECT, "Hi")));
    client.post(request);
  }
}`,
    },
    'mailjet',
    ['user.contact.email', 'user.name'],
  ],
  resend: [
    {
      'src/main/java/com/acme/RS.java': `package com.acme;
import com.resend.*;
import com.resend.services.emails.model.CreateEmailOptions;
public class RS {
  void send(Member m) throws Exception {
    Resend resend = new Resend("re_");
    CreateEmailOptions params = CreateEmailOptions.builder().from("a@acme.example").to(m.getEmail()).subject("x").html("..").build();
    resend.emails().send(params);
  }
}`,
    },
    'resend',
    ['user.contact.email'],
  ],
  ses_v1: [
    {
      'src/main/java/com/acme/Ses.java': `package com.acme;
import com.amazonaws.services.simpleemail.*;
import com.amazonaws.services.simpleemail.model.*;
public class Ses {
  private final AmazonSimpleEmailService client = AmazonSimpleEmailServiceClientBuilder.standard().withRegion("eu-west-1").build();
  void send(String toAddress, String body) {
    SendEmailRequest request = new SendEmailRequest()
      .withDestination(new Destination().withToAddresses(toAddress))
      .withMessage(new Message().withBody(new Body().withHtml(new Content().withData(body))).withSubject(new Content("Hi")))
      .withSource("a@acme.example");
    client.sendEmail(request);
  }
}`,
    },
    'aws',
    ['user.contact.email', 'user.content'],
  ],
  ses_v2: [
    {
      'src/main/java/com/acme/Ses2.java': `package com.acme;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.*;
public class Ses2 {
  private final SesV2Client ses;
  void send(Customer customer, String body) {
    ses.sendEmail(b -> b.destination(d -> d.toAddresses(customer.getEmail())).content(c -> c.simple(m -> m.body(x -> x.html(h -> h.data(body))))).fromEmailAddress("a@acme.example"));
  }
}`,
    },
    'aws',
    ['user.contact.email', 'user.content'],
  ],
  spring_mail_gmail: [
    {
      'src/main/resources/application.yml': `spring:
  mail:
    host: smtp.gmail.com
    port: 587
    username: \${MAIL_USER}`,
      'src/main/java/com/acme/MailService.java': `package com.acme;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
@Service
public class MailService {
  private final JavaMailSender mailSender;
  public void welcome(User user, String text) {
    SimpleMailMessage msg = new SimpleMailMessage();
    msg.setTo(user.getEmail());
    msg.setText(text);
    mailSender.send(msg);
  }
}`,
    },
    'google-workspace',
    ['user.contact.email', 'user.content'],
  ],
  spring_mail_sendgrid_mime: [
    {
      'src/main/resources/application.properties': `spring.mail.host=\${SMTP_HOST:smtp.sendgrid.net}
spring.mail.port=587`,
      'src/main/java/com/acme/MailService.java': `package com.acme;
import org.springframework.mail.javamail.*;
import jakarta.mail.internet.MimeMessage;
@Service
public class MailService {
  @Autowired private JavaMailSender javaMailSender;
  public void welcome(Person person) throws Exception {
    MimeMessage mime = javaMailSender.createMimeMessage();
    MimeMessageHelper helper = new MimeMessageHelper(mime, true, "UTF-8");
    helper.setTo(person.getEmailAddress());
    helper.setSubject("Welcome");
    helper.setText(templateEngine.process("welcome", ctx), true);
    javaMailSender.send(mime);
  }
}`,
    },
    'sendgrid',
    ['user.contact.email'],
  ],
}
