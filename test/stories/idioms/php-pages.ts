// Pages, sign-ins, watchers, stores and models of PHP programs. Each a small invented program: its files, and what it hands to whom.
import type { HandingIdioms } from './idioms.ts'

export const phpPages: HandingIdioms = {
  bladeAnalytics: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0"}}',
      'resources/views/layouts/app.blade.php': `<!DOCTYPE html>
<html><head>
@if(config('services.ga.id'))
<script async src="https://www.googletagmanager.com/gtag/js?id={{ config('services.ga.id') }}"></script>
<script>
window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date());
gtag('config', '{{ config('services.ga.id') }}');
@auth gtag('set', {user_id: '{{ auth()->user()->id }}'}); @endauth
</script>
@endif
@include('partials.pixel')
@includeWhen(auth()->check(), 'partials.support')
</head><body>
<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-XXXX" height="0" width="0"></iframe></noscript>
<script>(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});var f=d.getElementsByTagName(s)[0],j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;j.src='https://www.googletagmanager.com/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-XXXX');</script>
@yield('content')
</body></html>`,
      'resources/views/partials/pixel.blade.php': `<script>
!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};t=b.createElement(e);t.async=!0;t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js');
@auth
fbq('init', '{{ config('services.meta.pixel') }}', {em: '{{ auth()->user()->email }}'});
@else
fbq('init', '{{ config('services.meta.pixel') }}');
@endauth
fbq('track', 'PageView');
</script>
<script>
(function(h,o,t,j,a,r){h.hj=h.hj||function(){(h.hj.q=h.hj.q||[]).push(arguments)};h._hjSettings={hjid:1,hjsv:6};a=o.getElementsByTagName('head')[0];r=o.createElement('script');r.async=1;r.src=t+h._hjSettings.hjid+j+h._hjSettings.hjsv;a.appendChild(r);})(window,document,'https://static.hotjar.com/c/hotjar-','.js?sv=');
hj('identify', {{ auth()->id() }}, { email: @json(auth()->user()->email) });
</script>`,
      'resources/views/partials/support.blade.php': `<script>
window.$crisp=[];window.CRISP_WEBSITE_ID="{{ env('CRISP_ID') }}";(function(){var d=document,s=d.createElement("script");s.src="https://client.crisp.chat/l.js";s.async=1;d.getElementsByTagName("head")[0].appendChild(s);})();
$crisp.push(["set", "user:email", ["{{ $user->email }}"]]);
$crisp.push(["set", "user:nickname", ["{{ $user->name }}"]]);
</script>
<script>
window.intercomSettings = { app_id: "{{ config('services.intercom.app_id') }}", name: "{{ Auth::user()->name }}", email: "{{ Auth::user()->email }}", user_id: "{{ Auth::user()->id }}", user_hash: "{{ hash_hmac('sha256', Auth::user()->id, config('services.intercom.secret')) }}" };
(function(){var w=window;var ic=w.Intercom;var d=document;var l=function(){var s=d.createElement('script');s.async=true;s.src='https://widget.intercom.io/widget/' + 'abc';d.body.appendChild(s);};l();})();
</script>`,
    },
    {
      'google-analytics': ['user.unique_id'],
      'google-tag-manager': [],
      meta: ['user.contact.email'],
      hotjar: ['user.unique_id', 'user.contact.email'],
      crisp: ['user.contact.email', 'user.name'],
      intercom: ['user.contact.email', 'user.name', 'user.unique_id'],
    },
  ],
  twigMatomoGa: [
    {
      'composer.json': '{"name":"shop/app","require":{"symfony/framework-bundle":"^7.0","symfony/twig-bundle":"^7.0"}}',
      'templates/base.html.twig': `<!DOCTYPE html><html><head>
<script>
var _paq = window._paq = window._paq || [];
{% if app.user %}_paq.push(['setUserId', '{{ app.user.id }}']);{% endif %}
_paq.push(['trackPageView']); _paq.push(['enableLinkTracking']);
(function() { var u="https://shopdemo.matomo.cloud/"; _paq.push(['setTrackerUrl', u+'matomo.php']); _paq.push(['setSiteId', '1']); var d=document, g=d.createElement('script'), s=d.getElementsByTagName('script')[0]; g.async=true; g.src='//cdn.matomo.cloud/shopdemo.matomo.cloud/matomo.js'; s.parentNode.insertBefore(g,s); })();
</script>
<script>
(function(i,s,o,g,r,a,m){i['GoogleAnalyticsObject']=r;i[r]=i[r]||function(){(i[r].q=i[r].q||[]).push(arguments)},i[r].l=1*new Date();a=s.createElement(o),m=s.getElementsByTagName(o)[0];a.async=1;a.src=g;m.parentNode.insertBefore(a,m)})(window,document,'script','//www.google-analytics.com/analytics.js','ga');
ga('create', 'UA-1-1', 'auto', {'userId': '{{ app.user.uuid }}'}); ga('send', 'pageview');
</script>
</head><body>{% block body %}{% endblock %}</body></html>`,
    },
    { matomo: ['user.unique_id'], 'google-analytics': ['user.unique_id'] },
  ],
  socialite: [
    {
      'composer.json':
        '{"name":"shop/app","require":{"laravel/framework":"^11.0","laravel/socialite":"^5.0","socialiteproviders/discord":"^4.2"}}',
      'config/services.php': `<?php
return ['google' => ['client_id' => env('GOOGLE_CLIENT_ID'), 'client_secret' => env('GOOGLE_CLIENT_SECRET'), 'redirect' => '/auth/google/callback'], 'github' => ['client_id' => env('GITHUB_CLIENT_ID'), 'client_secret' => env('GITHUB_SECRET'), 'redirect' => '/auth/github/callback'], 'discord' => ['client_id' => env('DISCORD_CLIENT_ID'), 'client_secret' => env('DISCORD_CLIENT_SECRET'), 'redirect' => '/auth/discord/callback']];`,
      'app/Http/Controllers/SocialController.php': `<?php
namespace App\\Http\\Controllers;
use Laravel\\Socialite\\Facades\\Socialite;
class SocialController { public function redirect(string $provider) { abort_unless(in_array($provider, ['google', 'github', 'discord']), 404); return Socialite::driver($provider)->redirect(); } public function callback(string $provider) { $user = Socialite::driver($provider)->user(); return \\App\\Models\\User::firstOrCreate(['email' => $user->getEmail()]); } }`,
    },
    { google: [], 'github.com': [], 'discord.com': [] },
  ],
  recaptchaRule: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0"}}',
      'app/Rules/Recaptcha.php': `<?php
namespace App\\Rules;
use Illuminate\\Contracts\\Validation\\ValidationRule;
use Illuminate\\Support\\Facades\\Http;
class Recaptcha implements ValidationRule {
    public function validate(string $attribute, mixed $value, \\Closure $fail): void {
        $response = Http::asForm()->post('https://www.google.com/recaptcha/api/siteverify', ['secret' => config('services.recaptcha.secret'), 'response' => $value, 'remoteip' => request()->ip()]);
        if (! $response->json('success')) { $fail('captcha'); }
    }
}`,
      'resources/views/auth/register.blade.php': `<form method="post">@csrf <div class="g-recaptcha" data-sitekey="{{ config('services.recaptcha.key') }}"></div></form>
@push('scripts')<script src="https://www.google.com/recaptcha/api.js" async defer></script>@endpush`,
    },
    { recaptcha: ['user.device.ip_address'] },
  ],
  recaptchaPackages: [
    {
      'composer.json': '{"name":"shop/app","require":{"google/recaptcha":"^1.3","guzzlehttp/guzzle":"^7.0"}}',
      'src/Captcha/Google.php': `<?php
namespace App\\Captcha;
use ReCaptcha\\ReCaptcha;
class Google implements Captcha { public function __construct(private string $secret) {} public function check(string $token, string $ip): bool { return (new ReCaptcha($this->secret))->setExpectedHostname('shop.example')->verify($token, $ip)->isSuccess(); } }`,
      'src/Captcha/Turnstile.php': `<?php
namespace App\\Captcha;
class Turnstile implements Captcha { public function __construct(private \\GuzzleHttp\\Client $client, private string $secret) {} public function check(string $token, string $ip): bool { $r = $this->client->post('https://challenges.cloudflare.com/turnstile/v0/siteverify', ['form_params' => ['secret' => $this->secret, 'response' => $token, 'remoteip' => $ip]]); return json_decode($r->getBody()->getContents(), true)['success']; } }`,
      'src/Controller/Login.php': `<?php
namespace App\\Controller;
class Login { public function __construct(private \\App\\Captcha\\Captcha $captcha) {} public function post($request) { return $this->captcha->check($request->get('token'), $request->getClientIp()); } }`,
    },
    { recaptcha: ['user.device.ip_address'], cloudflare: ['user.device.ip_address'] },
  ],
  ipGeo: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","ipinfo/ipinfo":"^3.0"}}',
      'app/Listeners/LogLogin.php': `<?php
namespace App\\Listeners;
class LogLogin { public function handle($event) { $ip = request()->ip(); $geo = json_decode(file_get_contents("http://ip-api.com/json/{$ip}")); $event->user->logins()->create(['ip' => $ip, 'country' => $geo->country]); } }`,
      'app/Support/Country.php': `<?php
namespace App\\Support;
class Country { public static function of(\\Illuminate\\Http\\Request $request) { $client = new \\ipinfo\\ipinfo\\IPinfo(config('services.ipinfo.token')); return $client->getDetails($request->ip())->country; } }`,
      'app/Support/Fallback.php': `<?php
namespace App\\Support;
use Illuminate\\Support\\Facades\\Http;
class Fallback { public function find(string $ip) { return Http::get('http://api.ipstack.com/'.$ip, ['access_key' => config('services.ipstack.key')])->json('country_code'); } public function current() { return $this->find($_SERVER['HTTP_X_FORWARDED_FOR'] ?? $_SERVER['REMOTE_ADDR']); } }`,
    },
    { 'ip-api': ['user.device.ip_address'], ipinfo: ['user.device.ip_address'], ipstack: ['user.device.ip_address'] },
  ],
  geocodeMaps: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0"}}',
      'app/Support/Geocoder.php': `<?php
namespace App\\Support;
class Geocoder {
    public static function coordinates($address) { $url = sprintf('https://maps.googleapis.com/maps/api/geocode/json?address=%s&key=%s', urlencode($address), config('services.google.maps')); $json = json_decode(file_get_contents($url), true); return $json['results'][0]['geometry']['location'] ?? null; }
}`,
      'app/Observers/CustomerObserver.php': `<?php
namespace App\\Observers;
use App\\Support\\Geocoder;
class CustomerObserver { public function saving(\\App\\Models\\Customer $customer): void { if ($customer->isDirty('address')) { $customer->location = Geocoder::coordinates($customer->address); } } }`,
    },
    { 'google-maps': ['user.contact.address'] },
  ],
  sentryLaravel: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","sentry/sentry-laravel":"^4.0"}}',
      'bootstrap/app.php': `<?php
use Illuminate\\Foundation\\Application;
use Illuminate\\Foundation\\Configuration\\Exceptions;
use Sentry\\Laravel\\Integration;
return Application::configure(basePath: dirname(__DIR__))->withExceptions(function (Exceptions $exceptions) { Integration::handles($exceptions); })->create();`,
      'app/Http/Middleware/SentryContext.php': `<?php
namespace App\\Http\\Middleware;
use Closure;
use Sentry\\State\\Scope;
class SentryContext {
    public function handle($request, Closure $next) {
        if (auth()->check() && app()->bound('sentry')) {
            \\Sentry\\configureScope(function (Scope $scope): void { $scope->setUser(['id' => auth()->user()->id, 'email' => auth()->user()->email]); });
        }
        return $next($request);
    }
}`,
    },
    { 'sentry.io': ['user.unique_id', 'user.contact.email'] },
  ],
  bugsnagLaravel: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^9.0","bugsnag/bugsnag-laravel":"^2.0"}}',
      'app/Providers/AppServiceProvider.php': `<?php
namespace App\\Providers;
use Bugsnag\\BugsnagLaravel\\Facades\\Bugsnag;
class AppServiceProvider extends \\Illuminate\\Support\\ServiceProvider {
    public function boot() { Bugsnag::registerCallback(function ($report) { $user = auth()->user(); $report->setUser(['id' => $user->id, 'name' => $user->name, 'email' => $user->email]); }); }
}`,
    },
    { bugsnag: ['user.unique_id', 'user.name', 'user.contact.email'] },
  ],
  segmentMixpanel: [
    {
      'composer.json': '{"name":"shop/app","require":{"segmentio/analytics-php":"^3.0","mixpanel/mixpanel-php":"^2.11"}}',
      'src/Tracking/SegmentTracker.php': `<?php
namespace App\\Tracking;
use Segment\\Segment;
class SegmentTracker implements Tracker { public function identify(User $user): void { Segment::init('key'); Segment::identify(['userId' => $user->getId(), 'traits' => ['email' => $user->getEmail(), 'name' => $user->getDisplayName()]]); Segment::flush(); } }`,
      'src/Tracking/MixpanelTracker.php': `<?php
namespace App\\Tracking;
use Mixpanel;
class MixpanelTracker implements Tracker {
    private Mixpanel $mp;
    public function __construct(string $token) { $this->mp = Mixpanel::getInstance($token); }
    public function identify(User $user): void { $this->mp->people->set($user->getId(), ['$email' => $user->getEmail()], $_SERVER['REMOTE_ADDR']); $this->mp->identify($user->getId()); $this->mp->track('signup'); }
}`,
    },
    {
      'segment.com': ['user.unique_id', 'user.contact.email', 'user.name'],
      mixpanel: ['user.unique_id', 'user.contact.email', 'user.device.ip_address'],
    },
  ],
  activecampaignHubspot: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","hubspot/api-client":"^11.0"}}',
      'app/Integrations/ActiveCampaign.php': `<?php
namespace App\\Integrations;
use Illuminate\\Support\\Facades\\Http;
class ActiveCampaign {
    protected string $url = 'https://shopdemo.api-us1.com/api/3/';
    public function sync($contact) { return Http::withHeaders(['Api-Token' => config('services.ac.key')])->post($this->url.'contact/sync', ['contact' => ['email' => $contact->email, 'firstName' => $contact->first_name, 'phone' => $contact->phone]]); }
}`,
      'app/Integrations/HubSpotCrm.php': `<?php
namespace App\\Integrations;
use HubSpot\\Factory;
use HubSpot\\Client\\Crm\\Contacts\\Model\\SimplePublicObjectInputForCreate;
class HubSpotCrm {
    public function create($contact) {
        $hubspot = Factory::createWithAccessToken(config('services.hubspot.token'));
        $input = new SimplePublicObjectInputForCreate();
        $input->setProperties(['email' => $contact->email, 'lastname' => $contact->last_name, 'company' => $contact->company_name]);
        return $hubspot->crm()->contacts()->basicApi()->create($input);
    }
}`,
    },
    {
      activecampaign: ['user.contact.email', 'user.name.first', 'user.contact.phone_number'],
      hubspot: ['user.contact.email', 'user.name.last', 'user.contact.organization'],
    },
  ],
  storageS3: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","league/flysystem-aws-s3-v3":"^3.0"}}',
      'config/filesystems.php': `<?php
return ['default' => env('FILESYSTEM_DISK', 'local'), 'disks' => ['local' => ['driver' => 'local', 'root' => storage_path('app')], 's3' => ['driver' => 's3', 'key' => env('AWS_ACCESS_KEY_ID'), 'bucket' => env('AWS_BUCKET')]]];`,
      'app/Http/Controllers/AvatarController.php': `<?php
namespace App\\Http\\Controllers;
use Illuminate\\Support\\Facades\\Storage;
class AvatarController { public function update(\\Illuminate\\Http\\Request $request) { $path = Storage::disk('s3')->putFileAs('avatars', $request->file('avatar'), $request->user()->id.'.jpg'); $request->user()->update(['avatar' => $path]); } }`,
    },
    { aws: ['user.content.self_image'] },
  ],
  flysystemDropboxGcsAzure: [
    {
      'composer.json':
        '{"name":"shop/app","require":{"laravel/framework":"^11.0","spatie/flysystem-dropbox":"^3.0","league/flysystem-google-cloud-storage":"^3.0","league/flysystem-azure-blob-storage":"^3.0"}}',
      'app/Providers/StorageProvider.php': `<?php
namespace App\\Providers;
use Illuminate\\Support\\Facades\\Storage;
use League\\Flysystem\\Filesystem;
use League\\Flysystem\\AzureBlobStorage\\AzureBlobStorageAdapter;
use League\\Flysystem\\GoogleCloudStorage\\GoogleCloudStorageAdapter;
use MicrosoftAzure\\Storage\\Blob\\BlobRestProxy;
use Spatie\\Dropbox\\Client as DropboxClient;
use Spatie\\FlysystemDropbox\\DropboxAdapter;
class StorageProvider extends \\Illuminate\\Support\\ServiceProvider {
    public function boot() {
        Storage::extend('dropbox', fn ($app, $config) => new Filesystem(new DropboxAdapter(new DropboxClient($config['token']))));
        Storage::extend('gcs', fn ($app, $config) => new Filesystem(new GoogleCloudStorageAdapter((new \\Google\\Cloud\\Storage\\StorageClient())->bucket($config['bucket']))));
        Storage::extend('azure', fn ($app, $config) => new Filesystem(new AzureBlobStorageAdapter(BlobRestProxy::createBlobService($config['dsn']), $config['container'])));
    }
}`,
      'config/filesystems.php': `<?php
return ['default' => env('FILESYSTEM_DISK', 'dropbox'), 'disks' => ['dropbox' => ['driver' => 'dropbox', 'token' => env('DROPBOX')], 'gcs' => ['driver' => 'gcs'], 'azure' => ['driver' => 'azure']]];`,
      'app/Http/Controllers/DocumentController.php': `<?php
namespace App\\Http\\Controllers;
use Illuminate\\Support\\Facades\\Storage;
class DocumentController { public function store() { foreach (['dropbox', 'gcs', 'azure'] as $disk) { Storage::disk($disk)->put('docs/x', request()->file('document')->get()); } } }`,
    },
    { dropbox: ['user.content'], 'google-cloud': ['user.content'], azure: ['user.content'] },
  ],
  openaiLaravel: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","openai-php/laravel":"^0.10","prism-php/prism":"^0.60"}}',
      'app/Ai/Summarizer.php': `<?php
namespace App\\Ai;
use OpenAI\\Laravel\\Facades\\OpenAI;
class Summarizer { public function summarize(\\App\\Models\\Ticket $ticket): string { $result = OpenAI::chat()->create(['model' => 'gpt-4o', 'messages' => [['role' => 'system', 'content' => 'Summarize'], ['role' => 'user', 'content' => $ticket->description]]]); return $result->choices[0]->message->content; } }`,
      'app/Ai/Replier.php': `<?php
namespace App\\Ai;
use Prism\\Prism\\Enums\\Provider;
use Prism\\Prism\\Prism;
class Replier { public function reply(\\App\\Models\\Ticket $ticket): string { return Prism::text()->using(Provider::Anthropic, 'claude-3-5-sonnet')->withSystemPrompt('Reply')->withPrompt($ticket->description)->asText()->text; } }`,
    },
    { openai: ['user.content'], anthropic: ['user.content'] },
  ],
  googleClient: [
    {
      'composer.json': '{"name":"shop/app","require":{"google/apiclient":"^2.15"}}',
      'src/Calendar/GoogleCalendar.php': `<?php
namespace App\\Calendar;
use Google\\Client;
use Google\\Service\\Calendar;
use Google\\Service\\Calendar\\Event;
class GoogleCalendar {
    public function book(Booking $booking) {
        $client = new Client();
        $client->setAuthConfig('google.json'); $client->addScope(Calendar::CALENDAR);
        $service = new Calendar($client);
        $event = new Event(['summary' => 'Meeting with '.$booking->guest_name, 'attendees' => [['email' => $booking->guest_email]], 'start' => ['dateTime' => $booking->start]]);
        return $service->events->insert('primary', $event, ['sendUpdates' => 'all']);
    }
}`,
    },
    { 'google-workspace': ['user.contact.email', 'user.name'] },
  ],
}
