// Ways in which Kotlin programs hand data over, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

const g = (dep: string) => ({ 'app/build.gradle': `dependencies { implementation '${dep}:1.0' }` })
export const kotlin: Idioms = {
  ktor: [
    {
      'app/src/main/kotlin/a/A.kt': `package a
import io.ktor.client.HttpClient
import io.ktor.client.request.*
class A(private val client: HttpClient) {
  suspend fun sync(user: User) {
    client.post("https://api.invented-crm.io/v1/contacts") {
      contentType(ContentType.Application.Json)
      parameter("phone", user.phone)
      setBody(ContactDto(email = user.email, fullName = user.fullName))
    }
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.name'],
  ],
  retrofit: [
    {
      'app/src/main/kotlin/a/CrmApi.kt': `package a
import retrofit2.http.*
interface CrmApi {
  @POST("v1/contacts")
  suspend fun create(@Body contact: ContactRequest)
  @GET("v1/find")
  suspend fun find(@Query("phone") phone: String)
}
data class ContactRequest(val email: String, val firstName: String)`,
      'app/src/main/kotlin/a/Module.kt': `package a
import retrofit2.Retrofit
object Module {
  fun api(): CrmApi = Retrofit.Builder().baseUrl("https://api.invented-crm.io/").build().create(CrmApi::class.java)
}`,
      'app/src/main/kotlin/a/SignUp.kt': `package a
class SignUp(private val crmApi: CrmApi) {
  suspend fun done(user: User) {
    crmApi.create(ContactRequest(user.email, user.firstName))
    crmApi.find(user.phone)
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.name.first'],
  ],
  okhttp: [
    {
      'app/src/main/kotlin/a/A.kt': `package a
import okhttp3.*
class A {
  private val client = OkHttpClient()
  fun sync(email: String, phone: String) {
    val body = FormBody.Builder().add("email", email).add("phone", phone).build()
    val request = Request.Builder().url("https://api.invented-crm.io/v1/contacts").post(body).build()
    client.newCall(request).execute()
  }
  fun json(user: User) {
    val json = JSONObject().apply {
      put("first_name", user.firstName)
    }
    client.newCall(Request.Builder().url("https://api.invented-crm.io/v1/x").post(json.toString().toRequestBody(JSON)).build()).execute()
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.name.first'],
  ],
  sentry: [
    {
      ...g('io.sentry:sentry-android'),
      'app/src/main/kotlin/a/A.kt': `package a
import io.sentry.Sentry
import io.sentry.protocol.User
class A {
  fun login(account: Account) {
    Sentry.setUser(User().apply {
      id = account.id
      email = account.email
    })
  }
}`,
    },
    'sentry',
    ['user.contact.email', 'user.unique_id'],
  ],
  sentry2: [
    {
      ...g('io.sentry:sentry-android'),
      'app/src/main/kotlin/a/A.kt': `package a
import io.sentry.Sentry
import io.sentry.protocol.User
class A {
  fun login(account: Account) {
    Sentry.configureScope { scope ->
      scope.user = User().also { it.username = account.username }
    }
    val user = User()
    user.email = account.email
    Sentry.setUser(user)
  }
}`,
    },
    'sentry',
    ['user.contact.email', 'user.account.username'],
  ],
  firebase: [
    {
      ...g('com.google.firebase:firebase-analytics'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.google.firebase.analytics.FirebaseAnalytics
import com.google.firebase.crashlytics.FirebaseCrashlytics
import com.google.firebase.crashlytics.ktx.crashlytics
import com.google.firebase.ktx.Firebase
class A(private val analytics: FirebaseAnalytics) {
  fun login(account: Account) {
    FirebaseCrashlytics.getInstance().setUserId(account.id)
    Firebase.crashlytics.setCustomKey("email", account.email)
    analytics.setUserProperty("country", account.country)
    analytics.logEvent("login", bundleOf("phone" to account.phone))
  }
}`,
    },
    'firebase',
    ['user.contact.email', 'user.contact.phone_number', 'user.unique_id', 'user.contact.address.country'],
  ],
  firebaseauth: [
    {
      ...g('com.google.firebase:firebase-auth'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.google.firebase.auth.FirebaseAuth
import com.google.firebase.firestore.FirebaseFirestore
class A {
  private val auth = FirebaseAuth.getInstance()
  private val db: FirebaseFirestore by lazy { FirebaseFirestore.getInstance() }
  fun login(email: String, password: String, fullName: String) {
    auth.createUserWithEmailAndPassword(email, password)
    val user = hashMapOf("fullName" to fullName)
    db.collection("users").add(user)
  }
}`,
    },
    'firebase',
    ['user.contact.email', 'user.authorization.password', 'user.name'],
  ],
  mixpanel: [
    {
      ...g('com.mixpanel.android:mixpanel-android'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.mixpanel.android.mpmetrics.MixpanelAPI
class Tracker(context: Context) {
  private val mixpanel: MixpanelAPI = MixpanelAPI.getInstance(context, TOKEN, true)
  fun identify(user: User) {
    mixpanel.identify(user.id)
    mixpanel.people.set("\\$email", user.email)
    mixpanel.people.set("plan", user.plan)
    val props = JSONObject()
    props.put("phone", user.phone)
    mixpanel.track("signed in", props)
  }
}`,
    },
    'mixpanel',
    ['user.contact.email', 'user.contact.phone_number', 'user.unique_id'],
  ],
  lateinit: [
    {
      ...g('com.amplitude:analytics-android'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.amplitude.android.Amplitude
object Analytics {
  private lateinit var amplitude: Amplitude
  fun init(c: Context) { amplitude = Amplitude(Configuration(KEY, c)) }
  fun setUser(userId: String) { run { amplitude.setUserId(userId) } }
  fun send(name: String, data: Map<String, Any>) { amplitude.track(name, data) }
}`,
      'app/src/main/kotlin/a/Login.kt': `package a
class Login {
  fun done(user: User) {
    Analytics.send("login", mapOf("email" to user.email))
  }
}`,
    },
    'amplitude',
    ['user.contact.email', 'user.unique_id'],
  ],
  intercom: [
    {
      ...g('io.intercom.android:intercom-sdk'),
      'app/src/main/kotlin/a/A.kt': `package a
import io.intercom.android.sdk.Intercom
import io.intercom.android.sdk.identity.Registration
import io.intercom.android.sdk.UserAttributes
class A {
  fun login(user: User) {
    Intercom.client().loginIdentifiedUser(Registration.create().withUserId(user.id).withEmail(user.email))
    Intercom.client().updateUser(UserAttributes.Builder().withName(user.name).build())
  }
}`,
    },
    'intercom',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  bugsnag: [
    {
      ...g('com.bugsnag:bugsnag-android'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.bugsnag.android.Bugsnag
class A { fun login(u: User) { Bugsnag.setUser(u.id, u.email, u.name) } }`,
    },
    'bugsnag',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  onesignal: [
    {
      ...g('com.onesignal:OneSignal'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.onesignal.OneSignal
class A { fun login(u: User) { OneSignal.login(u.id); OneSignal.User.addEmail(u.email); OneSignal.setExternalUserId(u.id) } }`,
    },
    'onesignal',
    ['user.contact.email', 'user.unique_id'],
  ],
  appsflyer: [
    {
      ...g('com.appsflyer:af-android-sdk'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.appsflyer.AppsFlyerLib
class A { fun login(u: User) { AppsFlyerLib.getInstance().setCustomerUserId(u.id); AppsFlyerLib.getInstance().setUserEmails(u.email) } }`,
    },
    'appsflyer',
    ['user.contact.email', 'user.unique_id'],
  ],
  revenuecat: [
    {
      ...g('com.revenuecat.purchases:purchases'),
      'app/src/main/kotlin/a/A.kt': `package a
import com.revenuecat.purchases.Purchases
class A { fun login(u: User) { Purchases.sharedInstance.logIn(u.id); Purchases.sharedInstance.setEmail(u.email); Purchases.sharedInstance.setDisplayName(u.name) } }`,
    },
    'revenuecat',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  tracker_iface: [
    {
      ...g('com.segment.analytics.kotlin:android'),
      'app/src/main/kotlin/a/SegmentTracker.kt': `package a
import com.segment.analytics.kotlin.core.Analytics
class SegmentTracker(private val analytics: Analytics) : Tracker {
  override fun identify(userId: String, traits: Map<String, Any?>) { analytics.identify(userId, traits) }
}`,
      'app/src/main/kotlin/a/Tracker.kt': `package a
interface Tracker { fun identify(userId: String, traits: Map<String, Any?>) }`,
      'app/src/main/kotlin/a/Session.kt': `package a
class Session(private val tracker: Tracker) {
  fun start(user: User) { tracker.identify(user.id, mapOf("email" to user.email, "name" to user.displayName)) }
}`,
    },
    'segment',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  zendesk: [
    {
      ...g('com.zendesk:support'),
      'app/src/main/kotlin/a/A.kt': `package a
import zendesk.core.AnonymousIdentity
import zendesk.core.Zendesk
class A { fun help(u: User) { Zendesk.INSTANCE.setIdentity(AnonymousIdentity.Builder().withNameIdentifier(u.name).withEmailIdentifier(u.email).build()) } }`,
    },
    'zendesk',
    ['user.contact.email', 'user.name'],
  ],
  apply_named: [
    {
      'app/src/main/kotlin/a/A.kt': `package a
import java.net.URL
class A {
  fun lookup(user: User) {
    val hash = md5(user.email.lowercase())
    val url = URL("https://avatars.invented-pics.io/\${hash}?s=64")
    url.readText()
  }
}`,
    },
    'invented-pics.io',
    ['user.contact.email'],
  ],
  inherited_maps: [
    {
      ...g('com.segment.analytics.kotlin:android'),
      'app/src/main/kotlin/a/SegmentTracker.kt': `package a
import com.segment.analytics.kotlin.core.Analytics
class SegmentTracker(private val analytics: Analytics) : BaseTracker() {
  override fun sendEvent(name: String, props: Map<String, Any?>) { analytics.track(name, copied(props)) }
  private fun copied(props: Map<String, Any?>) = HashMap<String, Any?>().apply { props.forEach { (key, value) -> this[key] = value } }
}`,
      'app/src/main/kotlin/a/BaseTracker.kt': `package a
abstract class BaseTracker : TrackerFacts() {
  abstract fun sendEvent(name: String, props: Map<String, Any?>)
  fun track(name: String) { sendEvent(name, allFacts()) }
}`,
      'app/src/main/kotlin/a/TrackerFacts.kt': `package a
abstract class TrackerFacts {
  fun allFacts(): Map<String, Any?> {
    val facts = hashMapOf<String, Any?>()
    facts["user_email"] = user.email
    facts.putAll(deviceFacts())
    return facts
  }
  private fun deviceFacts(): Map<String, Any?> {
    val facts = hashMapOf<String, Any?>()
    facts.apply { this["user_agent"] = agent() }
    return facts
  }
}`,
    },
    'segment',
    ['user.contact.email', 'user.device.user_agent'],
  ],
}
