// Kotlin on servers: Ktor, Spring, builders in lambdas, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const kotlinMore: Idioms = {
  ktor_client: [
    {
      'build.gradle.kts': `dependencies { implementation("io.ktor:ktor-client-cio:2.3.0") }`,
      'src/main/kotlin/com/acme/LeadlyClient.kt': `package com.acme
import io.ktor.client.*
import io.ktor.client.request.*
import kotlinx.serialization.*
@Serializable
data class Lead(val email: String, @SerialName("full_name") val fullName: String)
class LeadlyClient(private val http: HttpClient, private val token: String) {
  suspend fun create(user: User) {
    http.post("$BASE/leads") {
      contentType(ContentType.Application.Json)
      bearerAuth(token)
      setBody(Lead(email = user.email, fullName = user.name))
    }
  }
  companion object { private const val BASE = "https://api.leadly.io/v1" }
}`,
    },
    'leadly.io',
    ['user.contact.email', 'user.name'],
  ],
  ktor_default_request: [
    {
      'src/main/kotlin/com/acme/Api.kt': `package com.acme
import io.ktor.client.*
import io.ktor.client.plugins.*
import io.ktor.client.request.*
val client = HttpClient(CIO) {
  defaultRequest { url("https://api.leadly.io/") }
}
suspend fun subscribe(email: String) {
  client.submitForm(url = "subscribe", formParameters = parameters { append("email", email) })
}`,
    },
    'leadly.io',
    ['user.contact.email'],
  ],
  ktor_buildjson: [
    {
      'src/main/kotlin/com/acme/Api.kt': `package com.acme
suspend fun HttpClient.pushLead(user: User) = post("https://api.leadly.io/leads") {
  setBody(buildJsonObject { put("email", user.email); putJsonObject("contact") { put("phone", user.phone) } })
}`,
    },
    'leadly.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  kt_spring_restclient_mapof: [
    {
      'src/main/kotlin/com/acme/Invoices.kt': `package com.acme
@ConfigurationProperties("invoicely")
data class InvoicelyProps(val url: String = "https://api.invoicely.io", val key: String)
@Service
class Invoices(private val props: InvoicelyProps, builder: RestClient.Builder) {
  private val client = builder.baseUrl(props.url).build()
  fun create(customer: Customer) = client.post().uri("/customers").body(mapOf("email" to customer.email, "plan" to customer.plan)).retrieve().toBodilessEntity()
}`,
    },
    'invoicely.io',
    ['user.contact.email'],
  ],
  kt_stripe_apply: [
    {
      'src/main/kotlin/com/acme/Billing.kt': `package com.acme
import com.stripe.model.Customer
import com.stripe.param.CustomerCreateParams
class Billing {
  fun create(user: User): Customer = CustomerCreateParams.builder().apply {
    setEmail(user.email)
    user.fullName?.let { setName(it) }
  }.build().let { Customer.create(it) }
}`,
    },
    'stripe',
    ['user.contact.email', 'user.name'],
  ],
  kt_okhttp_ext: [
    {
      'src/main/kotlin/com/acme/Hooks.kt': `package com.acme
import okhttp3.*
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.RequestBody.Companion.toRequestBody
private const val URL = "https://in.webhookly.io/events"
fun OkHttpClient.emit(user: User) {
  val body = JSONObject(mapOf("email" to user.email)).toString().toRequestBody("application/json".toMediaType())
  newCall(Request.Builder().url(URL).post(body).build()).execute()
}`,
    },
    'webhookly.io',
    ['user.contact.email'],
  ],
  kt_sealed_event: [
    {
      'src/main/kotlin/com/acme/Events.kt': `package com.acme
import com.amplitude.Amplitude
import com.amplitude.Event
sealed class AppEvent(val name: String) { data class Purchased(val orderId: String) : AppEvent("purchased"); object LoggedIn : AppEvent("logged_in") }
class EventLogger(private val amplitude: Amplitude) {
  fun log(userId: String, event: AppEvent) { amplitude.logEvent(Event(event.name, userId)) }
}`,
    },
    'amplitude',
    ['user.unique_id', 'user.behavior.event'],
  ],
}
