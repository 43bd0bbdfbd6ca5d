// Android applications: analytics, crash reports, push, shops, and how their clients reach who calls them, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const android: Idioms = {
  firebase_analytics: [
    {
      'app/build.gradle.kts': `plugins { id("com.android.application"); id("com.google.gms.google-services") }
dependencies { implementation(platform("com.google.firebase:firebase-bom:33.0.0")); implementation("com.google.firebase:firebase-analytics") }`,
      'app/src/main/java/com/acme/Analytics.kt': `package com.acme
import com.google.firebase.analytics.FirebaseAnalytics
import com.google.firebase.analytics.ktx.analytics
import com.google.firebase.analytics.logEvent
import com.google.firebase.Firebase
class Analytics(private val fa: FirebaseAnalytics = Firebase.analytics) {
  fun login(user: User) {
    fa.setUserId(user.id)
    fa.setUserProperty("gender", user.gender)
    fa.logEvent(FirebaseAnalytics.Event.SEARCH) { param(FirebaseAnalytics.Param.SEARCH_TERM, user.query) }
  }
}`,
    },
    'firebase',
    ['user.unique_id', 'user.behavior.event'],
  ],
  firebase_bundle: [
    {
      'app/src/main/java/com/acme/Analytics.kt': `package com.acme
import android.os.Bundle
import com.google.firebase.analytics.FirebaseAnalytics
class Analytics(context: Context) {
  private val fa = FirebaseAnalytics.getInstance(context)
  fun search(searchQuery: String) {
    val bundle = Bundle().apply { putString(FirebaseAnalytics.Param.SEARCH_TERM, searchQuery) }
    fa.logEvent("search", bundle)
  }
  fun open(url: String) { fa.logEvent("open", bundleOf("url" to url)) }
}`,
    },
    'firebase',
    ['user.behavior.search_history'],
  ],
  crashlytics: [
    {
      'gradle/libs.versions.toml': `[libraries]
firebase-crashlytics = { group = "com.google.firebase", name = "firebase-crashlytics-ktx" }`,
      'app/build.gradle.kts': `dependencies { implementation(libs.firebase.crashlytics) }`,
      'app/src/main/java/com/acme/Crash.kt': `package com.acme
import com.google.firebase.crashlytics.ktx.crashlytics
import com.google.firebase.ktx.Firebase
object Crash {
  fun user(u: User) { with(Firebase.crashlytics) { setUserId(u.id); setCustomKey("email", u.email) } }
}`,
    },
    'firebase',
    ['user.unique_id', 'user.contact.email'],
  ],
  sentry_manifest: [
    {
      'app/build.gradle': `dependencies { implementation 'io.sentry:sentry-android:7.0.0' }`,
      'app/src/main/AndroidManifest.xml': `<manifest xmlns:android="http://schemas.android.com/apk/res/android"><application><meta-data android:name="io.sentry.dsn" android:value="https://abc@o1.ingest.sentry.io/1"/></application></manifest>`,
    },
    'sentry',
    [],
  ],
  sentry_user: [
    {
      'app/src/main/java/com/acme/S.kt': `package com.acme
import io.sentry.Sentry
import io.sentry.protocol.User
fun onLogin(account: Account) = Sentry.setUser(User().apply { id = account.id; email = account.email })`,
    },
    'sentry',
    ['user.unique_id', 'user.contact.email'],
  ],
  appsflyer: [
    {
      'app/src/main/java/com/acme/Af.kt': `package com.acme
import com.appsflyer.*
class Af(private val ctx: Context) {
  fun user(u: User) { AppsFlyerLib.getInstance().setCustomerUserId(u.id); AppsFlyerLib.getInstance().setUserEmails(AppsFlyerProperties.EmailsCryptType.SHA256, u.email) }
  fun purchase(v: Double) = AppsFlyerLib.getInstance().logEvent(ctx, AFInAppEventType.PURCHASE, mapOf(AFInAppEventParameterName.REVENUE to v))
}`,
    },
    'appsflyer',
    ['user.unique_id', 'user.contact.email', 'user.behavior.event'],
  ],
  adjust: [
    {
      'app/src/main/java/com/acme/Ad.kt': `package com.acme
import com.adjust.sdk.*
fun track(userId: String) { val e = AdjustEvent("abc123"); e.addCallbackParameter("user_id", userId); Adjust.trackEvent(e) }`,
    },
    'adjust',
    ['user.behavior.event'],
  ],
  branch: [
    {
      'app/src/main/java/com/acme/Br.kt': `package com.acme
import io.branch.referral.Branch
fun login(userId: String, ctx: Context) { Branch.getInstance().setIdentity(userId) }`,
    },
    'branch',
    ['user.unique_id'],
  ],
  segment_kt: [
    {
      'app/src/main/java/com/acme/Sg.kt': `package com.acme
import com.segment.analytics.kotlin.core.*
import kotlinx.serialization.json.*
class Sg(private val analytics: Analytics) {
  fun on(u: User) {
    analytics.identify(u.id, buildJsonObject { put("email", u.email) })
    analytics.track("Login", buildJsonObject { put("screen", "home") })
  }
}`,
    },
    'segment',
    ['user.unique_id', 'user.contact.email', 'user.behavior.event'],
  ],
  posthog: [
    {
      'app/src/main/java/com/acme/Ph.kt': `package com.acme
import com.posthog.PostHog
fun identify(u: User) = PostHog.identify(distinctId = u.id, userProperties = mapOf("email" to u.email))`,
    },
    'posthog',
    ['user.unique_id', 'user.contact.email'],
  ],
  mixpanel: [
    {
      'app/src/main/java/com/acme/Mx.java': `package com.acme;
import com.mixpanel.android.mpmetrics.MixpanelAPI;
public class Mx {
  void on(Context c, User u) {
    MixpanelAPI mp = MixpanelAPI.getInstance(c, "t", true);
    mp.identify(u.getId());
    mp.getPeople().set("$email", u.getEmail());
  }
}`,
    },
    'mixpanel',
    ['user.unique_id', 'user.contact.email'],
  ],
  braze: [
    {
      'app/src/main/java/com/acme/Bz.kt': `package com.acme
import com.braze.Braze
fun on(ctx: Context, u: User) {
  Braze.getInstance(ctx).changeUser(u.id)
  Braze.getInstance(ctx).currentUser?.apply { setEmail(u.email); setFirstName(u.firstName) }
}`,
    },
    'braze',
    ['user.unique_id', 'user.contact.email', 'user.name.first'],
  ],
  onesignal: [
    {
      'app/src/main/java/com/acme/Os.kt': `package com.acme
import com.onesignal.OneSignal
fun on(u: User) { OneSignal.login(u.id); OneSignal.User.addEmail(u.email) }`,
    },
    'onesignal',
    ['user.unique_id', 'user.contact.email'],
  ],
  intercom: [
    {
      'app/src/main/java/com/acme/Ic.kt': `package com.acme
import io.intercom.android.sdk.Intercom
import io.intercom.android.sdk.identity.Registration
import io.intercom.android.sdk.UserAttributes
fun on(u: User) {
  Intercom.client().loginIdentifiedUser(Registration.create().withUserId(u.id).withEmail(u.email))
  Intercom.client().updateUser(UserAttributes.Builder().withName(u.name).build())
}`,
    },
    'intercom',
    ['user.unique_id', 'user.contact.email'],
  ],
  zendesk: [
    {
      'app/src/main/java/com/acme/Zd.kt': `package com.acme
import zendesk.core.*
fun on(u: User) = Zendesk.INSTANCE.setIdentity(AnonymousIdentity.Builder().withNameIdentifier(u.name).withEmailIdentifier(u.email).build())`,
    },
    'zendesk',
    ['user.contact.email', 'user.name'],
  ],
  datadog_rum: [
    {
      'app/src/main/java/com/acme/Dd.kt': `package com.acme
import com.datadog.android.Datadog
fun on(u: User) { Datadog.setUserInfo(id = u.id, name = u.name, email = u.email) }`,
    },
    'datadog',
    ['user.unique_id', 'user.contact.email', 'user.name'],
  ],
  revenuecat: [
    {
      'app/src/main/java/com/acme/Rc.kt': `package com.acme
import com.revenuecat.purchases.*
fun on(u: User, ctx: Context) {
  Purchases.configure(PurchasesConfiguration.Builder(ctx, "goog").appUserID(u.id).build())
  Purchases.sharedInstance.setEmail(u.email)
}`,
    },
    'revenuecat',
    ['user.unique_id', 'user.contact.email'],
  ],
  play_billing: [
    {
      'app/src/main/java/com/acme/Gb.kt': `package com.acme
import com.android.billingclient.api.*
fun buy(client: BillingClient, a: Activity, accountId: String) {
  client.launchBillingFlow(a, BillingFlowParams.newBuilder().setObfuscatedAccountId(accountId).build())
}`,
    },
    'google',
    ['user.unique_id'],
  ],
  maps: [
    {
      'app/build.gradle': `dependencies { implementation 'com.google.android.gms:play-services-maps:18.2.0' }`,
      'app/src/main/java/com/acme/Mp.kt': `package com.acme
import com.google.android.gms.maps.*
class Mp : OnMapReadyCallback { override fun onMapReady(map: GoogleMap) { map.isMyLocationEnabled = true } }`,
    },
    'google-maps',
    [],
  ],
  admob: [
    {
      'app/src/main/java/com/acme/Am.kt': `package com.acme
import com.google.android.gms.ads.*
fun init(c: Context) { MobileAds.initialize(c) {}; AdView(c).loadAd(AdRequest.Builder().build()) }`,
    },
    'google-ads',
    [],
  ],
  facebook: [
    {
      'app/src/main/java/com/acme/Fb.kt': `package com.acme
import com.facebook.appevents.AppEventsLogger
fun log(c: Context, u: User) { AppEventsLogger.setUserData(u.email, u.firstName, null, null, null, null, null, null, null, null); AppEventsLogger.newLogger(c).logEvent("sentFriendRequest") }`,
    },
    'meta',
    ['user.behavior.event', 'user.contact.email', 'user.name.first'],
  ],
  google_signin: [
    {
      'app/src/main/java/com/acme/Si.kt': `package com.acme
import com.google.android.libraries.identity.googleid.GetGoogleIdOption
import androidx.credentials.*
suspend fun signIn(c: Context) = CredentialManager.create(c).getCredential(c, GetCredentialRequest.Builder().addCredentialOption(GetGoogleIdOption.Builder().setServerClientId("x").build()).build())`,
    },
    'google',
    [],
  ],
  multi_tracker: [
    {
      'app/src/main/java/com/acme/AnalyticsTracker.kt': `package com.acme
interface AnalyticsTracker { fun identify(userId: String); fun track(name: String, props: Map<String, Any?> = emptyMap()) }
class CompositeTracker @Inject constructor(private val trackers: Set<@JvmSuppressWildcards AnalyticsTracker>) : AnalyticsTracker {
  override fun identify(userId: String) = trackers.forEach { it.identify(userId) }
  override fun track(name: String, props: Map<String, Any?>) = trackers.forEach { it.track(name, props) }
}`,
      'app/src/main/java/com/acme/MixpanelTracker.kt': `package com.acme
import com.mixpanel.android.mpmetrics.MixpanelAPI
class MixpanelTracker @Inject constructor(private val mixpanel: MixpanelAPI) : AnalyticsTracker {
  override fun identify(userId: String) { mixpanel.identify(userId) }
  override fun track(name: String, props: Map<String, Any?>) { mixpanel.trackMap(name, props) }
}`,
      'app/src/main/java/com/acme/AmplitudeTracker.kt': `package com.acme
import com.amplitude.android.Amplitude
class AmplitudeTracker @Inject constructor(private val amplitude: Amplitude) : AnalyticsTracker {
  override fun identify(userId: String) { amplitude.setUserId(userId) }
  override fun track(name: String, props: Map<String, Any?>) { amplitude.track(name, props) }
}`,
      'app/src/main/java/com/acme/LoginViewModel.kt': `package com.acme
@HiltViewModel
class LoginViewModel @Inject constructor(private val tracker: AnalyticsTracker) : ViewModel() {
  fun onLoggedIn(user: User) { tracker.identify(user.id); tracker.track("Logged In", mapOf("email" to user.email, "plan" to user.plan)) }
}`,
    },
    'mixpanel',
    ['user.unique_id', 'user.behavior.event'],
  ],
  multi_tracker_amplitude: [
    {
      'app/src/main/java/com/acme/AnalyticsTracker.kt': `package com.acme
interface AnalyticsTracker { fun identify(userId: String); fun track(name: String, props: Map<String, Any?> = emptyMap()) }
class CompositeTracker @Inject constructor(private val trackers: Set<@JvmSuppressWildcards AnalyticsTracker>) : AnalyticsTracker {
  override fun identify(userId: String) = trackers.forEach { it.identify(userId) }
  override fun track(name: String, props: Map<String, Any?>) = trackers.forEach { it.track(name, props) }
}`,
      'app/src/main/java/com/acme/MixpanelTracker.kt': `package com.acme
import com.mixpanel.android.mpmetrics.MixpanelAPI
class MixpanelTracker @Inject constructor(private val mixpanel: MixpanelAPI) : AnalyticsTracker {
  override fun identify(userId: String) { mixpanel.identify(userId) }
  override fun track(name: String, props: Map<String, Any?>) { mixpanel.trackMap(name, props) }
}`,
      'app/src/main/java/com/acme/AmplitudeTracker.kt': `package com.acme
import com.amplitude.android.Amplitude
class AmplitudeTracker @Inject constructor(private val amplitude: Amplitude) : AnalyticsTracker {
  override fun identify(userId: String) { amplitude.setUserId(userId) }
  override fun track(name: String, props: Map<String, Any?>) { amplitude.track(name, props) }
}`,
      'app/src/main/java/com/acme/LoginViewModel.kt': `package com.acme
@HiltViewModel
class LoginViewModel @Inject constructor(private val tracker: AnalyticsTracker) : ViewModel() {
  fun onLoggedIn(user: User) { tracker.identify(user.id); tracker.track("Logged In", mapOf("email" to user.email, "plan" to user.plan)) }
}`,
    },
    'amplitude',
    ['user.unique_id', 'user.behavior.event'],
  ],
  flavour_buildconfig: [
    {
      'app/build.gradle.kts': `android { productFlavors { create("full") { buildConfigField("String", "METRICS_URL", "\\"https://in.metricly.io/\\"") }; create("foss") { buildConfigField("String", "METRICS_URL", "\\"\\"") } } }`,
      'app/src/full/java/com/acme/Metrics.kt': `package com.acme
interface MetricsApi {
  @POST("events")
  suspend fun send(@Body event: MetricEvent)
}
@Serializable
data class MetricEvent(val userId: String, val name: String)
class Metrics {
  private val api = Retrofit.Builder().baseUrl(BuildConfig.METRICS_URL).build().create(MetricsApi::class.java)
  suspend fun log(userId: String, n: String) {
    api.send(MetricEvent(userId, n))
  }
}`,
      'app/src/foss/java/com/acme/Metrics.kt': `package com.acme
class Metrics { suspend fun log(userId: String, n: String) {} }`,
    },
    'metricly.io',
    ['user.unique_id'],
  ],
  retrofit_hilt: [
    {
      'app/src/main/java/com/acme/OrdersApi.kt': `package com.acme
interface OrdersApi {
  @POST("v1/orders") suspend fun place(@Body order: OrderDto): Response<Unit>
  @GET("v1/customers") suspend fun find(@Query("email") email: String): CustomerDto
}
data class OrderDto(@SerializedName("shipping_address") val shippingAddress: String, @Json(name = "phone") val phone: String)`,
      'app/src/main/java/com/acme/NetworkModule.kt': `package com.acme
@Module @InstallIn(SingletonComponent::class)
object NetworkModule {
  @Provides fun retrofit(client: OkHttpClient): Retrofit = Retrofit.Builder().baseUrl("https://api.crispy-orders.io/").client(client).build()
  @Provides fun ordersApi(retrofit: Retrofit): OrdersApi = retrofit.create(OrdersApi::class.java)
}`,
      'app/src/main/java/com/acme/OrdersRepository.kt': `package com.acme
class OrdersRepository @Inject constructor(private val api: OrdersApi) {
  suspend fun place(o: Order) = api.place(OrderDto(o.shippingAddress, o.phone))
  suspend fun find(email: String) = api.find(email)
}`,
    },
    'crispy-orders.io',
    ['user.contact.email', 'user.contact.address', 'user.contact.phone_number'],
  ],
  koin_ktor: [
    {
      'app/src/main/java/com/acme/Koin.kt': `package com.acme
val appModule = module { single { HttpClient(OkHttp) { install(DefaultRequest) { url { protocol = URLProtocol.HTTPS; host = "api.helpdesky.io" } } } }; single { TicketService(get()) } }`,
      'app/src/main/java/com/acme/TicketService.kt': `package com.acme
class TicketService(private val http: HttpClient) {
  suspend fun open(email: String, message: String) { http.post("/tickets") { setBody(Ticket(email, message)) } }
}
@Serializable data class Ticket(val email: String, val message: String)`,
    },
    'helpdesky.io',
    ['user.contact.email', 'user.content'],
  ],
  worker_remoteconfig: [
    {
      'app/src/main/java/com/acme/Rc.kt': `package com.acme
import com.google.firebase.remoteconfig.FirebaseRemoteConfig
class RcWorker(c: Context, p: WorkerParameters) : CoroutineWorker(c, p) { override suspend fun doWork(): Result { FirebaseRemoteConfig.getInstance().fetchAndActivate(); return Result.success() } }`,
    },
    'firebase',
    [],
  ],
  fcm_token_to_own: [
    {
      'app/src/main/java/com/acme/Fcm.kt': `package com.acme
import com.google.firebase.messaging.FirebaseMessagingService
class Fcm : FirebaseMessagingService() { override fun onNewToken(token: String) { repo.register(token) } }`,
      'app/src/main/AndroidManifest.xml': `<manifest xmlns:android="http://schemas.android.com/apk/res/android"><application><service android:name=".Fcm"><intent-filter><action android:name="com.google.firebase.MESSAGING_EVENT"/></intent-filter></service></application></manifest>`,
    },
    'firebase',
    [],
  ],
  instabug: [
    {
      'app/src/main/java/com/acme/Ib.java': `package com.acme;
import com.instabug.library.Instabug;
public class Ib { void on(User u) { Instabug.identifyUser(u.getName(), u.getEmail(), u.getId()); } }`,
    },
    'instabug',
    ['user.contact.email', 'user.name'],
  ],
  bugsnag_manifest: [
    {
      'app/src/main/java/com/acme/B.kt': `package com.acme
import com.bugsnag.android.Bugsnag
fun on(c: Context, u: User) { Bugsnag.start(c); Bugsnag.setUser(u.id, u.email, u.name) }`,
    },
    'bugsnag',
    ['user.unique_id', 'user.contact.email'],
  ],
  places: [
    {
      'app/src/main/java/com/acme/Pl.kt': `package com.acme
import com.google.android.libraries.places.api.net.*
fun find(client: PlacesClient, addressText: String) = client.findAutocompletePredictions(FindAutocompletePredictionsRequest.builder().setQuery(addressText).build())`,
    },
    'google-maps',
    ['user.contact.address'],
  ],
  supabase: [
    {
      'app/src/main/java/com/acme/Sb.kt': `package com.acme
import io.github.jan.supabase.createSupabaseClient
import io.github.jan.supabase.gotrue.auth
import io.github.jan.supabase.gotrue.providers.builtin.Email
val supabase = createSupabaseClient(supabaseUrl = "https://xyz.supabase.co", supabaseKey = "k") { install(Auth) }
suspend fun signUp(userEmail: String, userPassword: String) = supabase.auth.signUpWith(Email) { email = userEmail; password = userPassword }`,
    },
    'supabase',
    ['user.contact.email', 'user.authorization.password'],
  ],
}
