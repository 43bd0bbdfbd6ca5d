// Vendors’ libraries as Java programs call them, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const javaVendors3: Idioms = {
  spring_ai: [
    {
      'pom.xml': `<project><dependencies><dependency><groupId>org.springframework.ai</groupId><artifactId>spring-ai-starter-model-anthropic</artifactId></dependency></dependencies></project>`,
      'src/main/resources/application.yml': `spring:
  ai:
    anthropic:
      api-key: \${ANTHROPIC_API_KEY}`,
      'src/main/java/com/acme/Chat.java': `package com.acme;
import org.springframework.ai.chat.client.ChatClient;
public class Chat {
  private final ChatClient chatClient;
  Chat(ChatClient.Builder builder) { this.chatClient = builder.build(); }
  String ask(String question) { return chatClient.prompt().user(question).call().content(); }
}`,
    },
    'anthropic',
    ['user.content'],
  ],
  auth0_mgmt: [
    {
      'src/main/java/com/acme/A0.java': `package com.acme;
import com.auth0.client.mgmt.ManagementAPI;
import com.auth0.json.mgmt.users.User;
public class A0 {
  void create(Signup s) throws Exception {
    ManagementAPI mgmt = ManagementAPI.newBuilder(domain, token).build();
    User user = new User("Username-Password-Authentication");
    user.setEmail(s.getEmail());
    user.setPassword(s.getPassword().toCharArray());
    mgmt.users().create(user).execute();
  }
}`,
    },
    'auth0',
    ['user.contact.email', 'user.authorization.password'],
  ],
  okta_sdk: [
    {
      'src/main/java/com/acme/Ok.java': `package com.acme;
import com.okta.sdk.client.Clients;
import com.okta.sdk.resource.user.UserBuilder;
public class Ok {
  void create(Signup s, UserApi userApi) {
    UserBuilder.instance().setEmail(s.getEmail()).setFirstName(s.getFirstName()).buildAndCreate(userApi);
  }
}`,
    },
    'okta',
    ['user.contact.email', 'user.name.first'],
  ],
  spring_oauth2_registrations: [
    {
      'src/main/resources/application.yml': `spring:
  security:
    oauth2:
      client:
        registration:
          google:
            client-id: \${GOOGLE_ID}
            client-secret: \${GOOGLE_SECRET}
          github:
            client-id: \${GITHUB_ID}
          facebook:
            client-id: \${FB_ID}`,
    },
    'google',
    [],
  ],
  spring_oauth2_registrations_github: [
    {
      'src/main/resources/application.yml': `spring:
  security:
    oauth2:
      client:
        registration:
          google:
            client-id: \${GOOGLE_ID}
            client-secret: \${GOOGLE_SECRET}
          github:
            client-id: \${GITHUB_ID}
          facebook:
            client-id: \${FB_ID}`,
    },
    'github',
    [],
  ],
  spring_oauth2_registrations_meta: [
    {
      'src/main/resources/application.yml': `spring:
  security:
    oauth2:
      client:
        registration:
          google:
            client-id: \${GOOGLE_ID}
            client-secret: \${GOOGLE_SECRET}
          github:
            client-id: \${GITHUB_ID}
          facebook:
            client-id: \${FB_ID}`,
    },
    'meta',
    [],
  ],
  spring_oauth2_okta_issuer: [
    {
      'src/main/resources/application.properties': `okta.oauth2.issuer=https://dev-123.okta.com/oauth2/default
okta.oauth2.client-id=\${OKTA_ID}`,
    },
    'okta',
    [],
  ],
  algolia: [
    {
      'src/main/java/com/acme/Al.java': `package com.acme;
import com.algolia.search.*;
public class Al {
  private final SearchClient client = DefaultSearchClient.create("app", "key");
  void index(Profile p) {
    SearchIndex<AlgoliaProfile> index = client.initIndex("profiles", AlgoliaProfile.class);
    index.saveObject(new AlgoliaProfile(p.getId(), p.getFullName(), p.getEmail()));
  }
}`,
      'src/main/java/com/acme/AlgoliaProfile.java': `package com.acme;
public record AlgoliaProfile(String objectID, String fullName, String email) {}`,
    },
    'algolia',
    ['user.name', 'user.contact.email'],
  ],
  s3_v1: [
    {
      'src/main/java/com/acme/S3.java': `package com.acme;
import com.amazonaws.services.s3.*;
public class S3 {
  private final AmazonS3 s3 = AmazonS3ClientBuilder.defaultClient();
  void avatar(User user, File avatarFile) { s3.putObject("avatars", user.getId() + ".png", avatarFile); }
}`,
    },
    'aws',
    ['user.content'],
  ],
  s3_v2: [
    {
      'src/main/java/com/acme/S32.java': `package com.acme;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.core.sync.RequestBody;
public class S32 {
  private final S3Client s3 = S3Client.create();
  void upload(MultipartFile file, String key) throws Exception {
    s3.putObject(PutObjectRequest.builder().bucket("docs").key(key).build(), RequestBody.fromInputStream(file.getInputStream(), file.getSize()));
  }
}`,
    },
    'aws',
    ['user.content'],
  ],
  gcs: [
    {
      'src/main/java/com/acme/Gcs.java': `package com.acme;
import com.google.cloud.storage.*;
public class Gcs {
  private final Storage storage = StorageOptions.getDefaultInstance().getService();
  void upload(MultipartFile file) throws Exception { storage.create(BlobInfo.newBuilder("b", "k").build(), file.getBytes()); }
}`,
    },
    'google-cloud',
    ['user.content'],
  ],
  azure_blob: [
    {
      'src/main/java/com/acme/Az.java': `package com.acme;
import com.azure.storage.blob.*;
public class Az {
  void upload(MultipartFile file) throws Exception {
    BlobServiceClient svc = new BlobServiceClientBuilder().connectionString(conn).buildClient();
    svc.getBlobContainerClient("docs").getBlobClient(file.getOriginalFilename()).upload(file.getInputStream(), file.getSize());
  }
}`,
    },
    'azure',
    ['user.content'],
  ],
  cloudinary: [
    {
      'src/main/java/com/acme/Cd.java': `package com.acme;
import com.cloudinary.Cloudinary;
import com.cloudinary.utils.ObjectUtils;
public class Cd {
  private final Cloudinary cloudinary = new Cloudinary(ObjectUtils.asMap("cloud_name", "x"));
  String upload(MultipartFile photo) throws Exception { return (String) cloudinary.uploader().upload(photo.getBytes(), ObjectUtils.emptyMap()).get("url"); }
}`,
    },
    'cloudinary',
    ['user.content'],
  ],
  hcaptcha: [
    {
      'src/main/java/com/acme/HCaptcha.java': `package com.acme;
import java.net.http.*;
public class HCaptcha {
  boolean ok(String token, String remoteIp) throws Exception {
    var sb = new StringBuilder();
    sb.append("response=").append(token).append("&secret=").append(secret).append("&remoteip=").append(remoteIp);
    HttpRequest request = HttpRequest.newBuilder().uri(URI.create("https://hcaptcha.com/siteverify"))
      .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(sb.toString())).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
  }
}`,
    },
    'hcaptcha',
    ['user.device.ip_address'],
  ],
}
