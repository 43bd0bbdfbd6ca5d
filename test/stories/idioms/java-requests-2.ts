// Requests of Java programs: clients, where their addresses come from, and what their bodies are put together of, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const javaRequests2: Idioms = {
  thymeleaf_ga_gravatar: [
    {
      'src/main/resources/templates/layout.html': `<html xmlns:th="http://www.thymeleaf.org"><head>
<script async th:src="'https://www.googletagmanager.com/gtag/js?id=' + \${gaId}"></script>
<script th:inline="javascript">window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}gtag('js',new Date());gtag('config',/*[[\${gaId}]]*/'');</script>
<script src="https://js.stripe.com/v3/"></script></head>
<body><img th:src="@{'https://www.gravatar.com/avatar/' + \${user.emailHash}}"/></body></html>`,
    },
    'gravatar',
    ['user.contact.email'],
  ],
  jsp_intercom: [
    {
      'src/main/webapp/WEB-INF/jsp/layout.jsp': `<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<html><body>
<script>
window.intercomSettings = { app_id: "\${intercomAppId}", user_id: "\${user.id}", email: "<c:out value='\${user.email}'/>" };
(function(){var s=document.createElement('script');s.src='https://widget.intercom.io/widget/abc';document.head.appendChild(s);})();
</script></body></html>`,
    },
    'intercom',
    ['user.contact.email', 'user.unique_id'],
  ],
  freemarker_mixpanel: [
    {
      'src/main/resources/templates/base.ftl': `<html><head><script src="https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js"></script>
<script>mixpanel.init("\${token}"); mixpanel.identify("\${user.id?c}"); mixpanel.people.set({"$email": "\${user.email}"});</script></head></html>`,
    },
    'mixpanel',
    ['user.unique_id'],
  ],
  firebase_auth_admin: [
    {
      'src/main/java/com/acme/Fb.java': `package com.acme;
import com.google.firebase.auth.*;
public class Fb {
  void create(Signup s) throws Exception {
    UserRecord.CreateRequest request = new UserRecord.CreateRequest().setEmail(s.getEmail()).setPassword(s.getPassword()).setDisplayName(s.getName());
    FirebaseAuth.getInstance().createUser(request);
  }
}`,
    },
    'firebase',
    ['user.contact.email', 'user.authorization.password'],
  ],
  mailchimp_objectmapper_mixed: [
    {
      'src/main/java/com/acme/Mc.java': `package com.acme;
import kong.unirest.Unirest;
public class Mc {
  void subscribe(Person p) {
    JSONObject merge = new JSONObject().put("FNAME", p.getFirstName());
    JSONObject body = new JSONObject().put("email_address", p.getEmail()).put("status", "subscribed").put("merge_fields", merge);
    Unirest.post("https://{dc}.api.mailchimp.com/3.0/lists/{list}/members").routeParam("dc", "us1").routeParam("list", listId).body(body).asJson();
  }
}`,
    },
    'mailchimp',
    ['user.contact.email', 'user.name.first'],
  ],
  telegram: [
    {
      'src/main/java/com/acme/Tg.java': `package com.acme;
public class Tg {
  private static final String API_URL = "https://api.telegram.org/bot%s/sendMessage";
  void lead(Lead lead) {
    String text = "New lead " + lead.getFirstName() + " " + lead.getPhone();
    Map<String, String> body = Map.of("chat_id", chatId, "text", text);
    restTemplate.postForEntity(API_URL.formatted(token), body, String.class);
  }
}`,
    },
    'telegram',
    ['user.name', 'user.content'],
  ],
  constructor_that_calls_another: [
    {
      'src/main/java/com/acme/messages/Lookup.java': `package com.acme.messages;
import java.net.URI;
import java.net.http.*;
class Lookup {
  private final URI lookupUri;
  private static final URI LOOKUP_URI = URI.create("https://api.invented-lookup.io/v2");
  Lookup(String key) { this(key, LOOKUP_URI); }
  Lookup(final String key, final URI lookupUri) { this.lookupUri = lookupUri; }
  void ask(String phoneNumber) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(lookupUri).POST(HttpRequest.BodyPublishers.ofString(StringUtils.stripStart(phoneNumber, "+"))).build();
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }
}`,
    },
    'invented-lookup.io',
    ['user.contact.phone_number'],
  ],
  any_number_of_arguments: [
    {
      'src/main/java/com/acme/Letters.java': `package com.acme;
class Letters {
  void send(Person person) { post(fill("<name>%s</name><mail>%s</mail>", person.getFullName(), person.getEmail())); }
  private String fill(String template, Object... values) { return String.format(template, values); }
  private void post(String body) {
    restTemplate.postForEntity("https://api.invented-letters.io/v1/letters", body, String.class);
  }
}`,
    },
    'invented-letters.io',
    ['user.contact.email', 'user.name'],
  ],
  text_put_together: [
    {
      'src/main/java/com/acme/Checks.java': `package com.acme;
class Checks {
  void check(Person person) throws Exception {
    String address = new StringBuilder().append("https://").append("api.invented-checks.io").append("/check?mail=").append(person.getEmail()).toString();
    new URL(address).openConnection().getInputStream();
  }
}`,
    },
    'invented-checks.io',
    ['user.contact.email'],
  ],
}
