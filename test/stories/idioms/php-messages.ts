// Mail, notifications and messages of PHP programs, through a framework or an SDK. Each a small invented program: its files, and what it hands to whom.
import type { HandingIdioms } from './idioms.ts'

export const phpMessages: HandingIdioms = {
  mailMailgun: [
    {
      'composer.json':
        '{"name":"shop/app","require":{"laravel/framework":"^11.0","symfony/mailgun-mailer":"^7.0","symfony/http-client":"^7.0"}}',
      'config/services.php': `<?php
return [
    'mailgun' => ['domain' => env('MAILGUN_DOMAIN'), 'secret' => env('MAILGUN_SECRET'), 'endpoint' => env('MAILGUN_ENDPOINT', 'api.eu.mailgun.net')],
    'ses' => ['key' => env('AWS_ACCESS_KEY_ID'), 'secret' => env('AWS_SECRET_ACCESS_KEY'), 'region' => env('AWS_DEFAULT_REGION', 'us-east-1')],
];`,
      'config/mail.php': `<?php
return ['default' => env('MAIL_MAILER', 'mailgun'), 'mailers' => ['mailgun' => ['transport' => 'mailgun'], 'smtp' => ['transport' => 'smtp', 'host' => env('MAIL_HOST')], 'log' => ['transport' => 'log']]];`,
      'app/Models/User.php': `<?php
namespace App\\Models;
use Illuminate\\Foundation\\Auth\\User as Authenticatable;
use Illuminate\\Notifications\\Notifiable;
class User extends Authenticatable { use Notifiable; protected $fillable = ['name', 'email', 'password']; }`,
      'app/Mail/Welcome.php': `<?php
namespace App\\Mail;
use App\\Models\\User;
use Illuminate\\Mail\\Mailable;
use Illuminate\\Mail\\Mailables\\Content;
use Illuminate\\Mail\\Mailables\\Envelope;
class Welcome extends Mailable {
    public function __construct(public User $user) {}
    public function envelope(): Envelope { return new Envelope(subject: 'Welcome'); }
    public function content(): Content { return new Content(markdown: 'mail.welcome', with: ['name' => $this->user->name]); }
}`,
      'resources/views/mail/welcome.blade.php': `<x-mail::message>
Hello {{ $user->name }}
</x-mail::message>`,
      'app/Http/Controllers/RegisterController.php': `<?php
namespace App\\Http\\Controllers;
use App\\Mail\\Welcome;
use App\\Models\\User;
use Illuminate\\Support\\Facades\\Mail;
class RegisterController extends Controller {
    public function store() { $user = User::create(request()->validated()); Mail::to($user)->send(new Welcome($user)); return redirect('/'); }
}`,
    },
    { 'mailgun.com': ['user.contact.email', 'user.name'] },
  ],
  notifyPostmark: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^10.0","symfony/postmark-mailer":"^6.2"}}',
      'app/Notifications/ResetPassword.php': `<?php
namespace App\\Notifications;
use Illuminate\\Notifications\\Notification;
use Illuminate\\Notifications\\Messages\\MailMessage;
class ResetPassword extends Notification {
    public function __construct(private string $token) {}
    public function via($notifiable): array { return ['mail']; }
    public function toMail($notifiable): MailMessage {
        return (new MailMessage)->subject('Reset')->greeting('Hi '.$notifiable->first_name.'!')->line('Reset your password.')->action('Reset', url('/password/reset/'.$this->token));
    }
}`,
      'app/Models/User.php': `<?php
namespace App\\Models;
class User extends \\Illuminate\\Foundation\\Auth\\User {
    use \\Illuminate\\Notifications\\Notifiable;
    public function sendPasswordResetNotification($token) { $this->notify(new \\App\\Notifications\\ResetPassword($token)); }
}`,
    },
    { 'postmarkapp.com': ['user.contact.email', 'user.name.first'] },
  ],
  mailSendgridApi: [
    {
      'composer.json': '{"name":"shop/app","require":{"sendgrid/sendgrid":"^8.0"}}',
      'src/Mailer/SendGridMailer.php': `<?php
declare(strict_types=1);
namespace Shop\\Mailer;
use SendGrid;
use SendGrid\\Mail\\Mail;
final class SendGridMailer implements MailerInterface
{
    private SendGrid $client;
    public function __construct(string $apiKey) { $this->client = new SendGrid($apiKey); }
    public function send(Recipient $recipient, string $subject, string $body): void
    {
        $email = new Mail();
        $email->setFrom('noreply@shop.example', 'Shop');
        $email->setSubject($subject);
        $email->addTo($recipient->getEmail(), $recipient->getFullName());
        $email->addContent('text/html', $body);
        $this->client->send($email);
    }
}`,
    },
    { 'sendgrid.com': ['user.contact.email', 'user.name'] },
  ],
  symfonyMailerSes: [
    {
      'composer.json':
        '{"name":"shop/app","require":{"symfony/framework-bundle":"^7.0","symfony/mailer":"^7.0","symfony/amazon-mailer":"^7.0"}}',
      '.env': 'MAILER_DSN=ses+smtp://ACCESS:SECRET@default',
      'config/packages/mailer.yaml': `framework:
    mailer:
        dsn: '%env(MAILER_DSN)%'`,
      'src/Controller/SignupController.php': `<?php
namespace App\\Controller;
use App\\Entity\\Account;
use Symfony\\Bridge\\Twig\\Mime\\TemplatedEmail;
use Symfony\\Bundle\\FrameworkBundle\\Controller\\AbstractController;
use Symfony\\Component\\Mailer\\MailerInterface;
use Symfony\\Component\\Mime\\Address;
class SignupController extends AbstractController
{
    public function __construct(private readonly MailerInterface $mailer) {}
    public function confirm(Account $account)
    {
        $email = (new TemplatedEmail())->from('hi@shop.example')->to(new Address($account->getEmail()))->subject('Confirm')->htmlTemplate('emails/confirm.html.twig')->context(['firstName' => $account->getFirstName()]);
        $this->mailer->send($email);
    }
}`,
    },
    { aws: ['user.contact.email', 'user.name.first'] },
  ],
  notifySlack: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","laravel/slack-notification-channel":"^3.2"}}',
      'app/Notifications/NewLead.php': `<?php
namespace App\\Notifications;
use App\\Models\\Lead;
use Illuminate\\Notifications\\Notification;
use Illuminate\\Notifications\\Slack\\SlackMessage;
use Illuminate\\Notifications\\Slack\\BlockKit\\Blocks\\SectionBlock;
class NewLead extends Notification {
    public function __construct(public Lead $lead) {}
    public function via(object $notifiable): array { return ['slack']; }
    public function toSlack(object $notifiable): SlackMessage {
        return (new SlackMessage)->text('New lead')->sectionBlock(function (SectionBlock $block) {
            $block->field("*Name:*\\n{$this->lead->name}")->markdown();
            $block->field("*Mail:*\\n{$this->lead->email}")->markdown();
        });
    }
}`,
      'app/Listeners/AnnounceLead.php': `<?php
namespace App\\Listeners;
class AnnounceLead { public function handle(\\App\\Events\\LeadCreated $event): void { \\Illuminate\\Support\\Facades\\Notification::route('slack', config('services.slack.channel'))->notify(new \\App\\Notifications\\NewLead($event->lead)); } }`,
    },
    { 'slack.com': ['user.name', 'user.contact.email'] },
  ],
  notifyVonage: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","laravel/vonage-notification-channel":"^3.0"}}',
      'app/Models/User.php': `<?php
namespace App\\Models;
use Illuminate\\Notifications\\Notifiable;
use Illuminate\\Notifications\\Notification;
class User extends \\Illuminate\\Foundation\\Auth\\User { use Notifiable; public function routeNotificationForVonage(Notification $notification): string { return $this->phone_number; } }`,
      'app/Notifications/OrderShipped.php': `<?php
namespace App\\Notifications;
use Illuminate\\Notifications\\Messages\\VonageMessage;
class OrderShipped extends \\Illuminate\\Notifications\\Notification {
    public function via($notifiable) { return ['vonage']; }
    public function toVonage($notifiable): VonageMessage { return (new VonageMessage)->content("Hi {$notifiable->first_name}, your order is on its way"); }
}`,
    },
    { 'vonage.com': ['user.contact.phone_number'] },
  ],
  notifyTwilioChannel: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^10.0","laravel-notification-channels/twilio":"^3.3"}}',
      'app/Models/Member.php': `<?php
namespace App\\Models;
class Member extends \\Illuminate\\Database\\Eloquent\\Model { use \\Illuminate\\Notifications\\Notifiable; public function routeNotificationForTwilio() { return $this->mobile; } }`,
      'app/Notifications/LoginCode.php': `<?php
namespace App\\Notifications;
use NotificationChannels\\Twilio\\TwilioChannel;
use NotificationChannels\\Twilio\\TwilioSmsMessage;
use Illuminate\\Notifications\\Notification;
class LoginCode extends Notification {
    public function __construct(private string $otp) {}
    public function via($notifiable) { return [TwilioChannel::class]; }
    public function toTwilio($notifiable) { return (new TwilioSmsMessage())->content("Your code is {$this->otp}"); }
}`,
    },
    { 'twilio.com': ['user.contact.phone_number'] },
  ],
  notifyTelegram: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^10.0","laravel-notification-channels/telegram":"^5.0"}}',
      'app/Notifications/NewComment.php': `<?php
namespace App\\Notifications;
use App\\Models\\Comment;
use NotificationChannels\\Telegram\\TelegramMessage;
class NewComment extends \\Illuminate\\Notifications\\Notification {
    public function __construct(public Comment $comment) {}
    public function via($notifiable) { return ['telegram']; }
    public function toTelegram($notifiable) {
        return TelegramMessage::create()->to($notifiable->telegram_chat_id)->content("*{$this->comment->author->name}* wrote: {$this->comment->body}");
    }
}`,
    },
    { 'telegram.org': ['user.name', 'user.content'] },
  ],
  discordWebhook: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0"}}',
      'config/services.php': `<?php
return ['discord' => ['webhook' => env('DISCORD_WEBHOOK', 'https://discord.com/api/webhooks/0/x')]];`,
      'app/Jobs/AnnounceMember.php': `<?php
namespace App\\Jobs;
use App\\Models\\User;
use Illuminate\\Contracts\\Queue\\ShouldQueue;
use Illuminate\\Foundation\\Bus\\Dispatchable;
use Illuminate\\Support\\Facades\\Http;
class AnnounceMember implements ShouldQueue {
    use Dispatchable;
    public function __construct(protected User $user) {}
    public function handle(): void {
        Http::post(config('services.discord.webhook'), ['embeds' => [['title' => 'New member', 'fields' => [['name' => 'User', 'value' => $this->user->username], ['name' => 'Email', 'value' => $this->user->email]]]]]);
    }
}`,
      'app/Observers/UserObserver.php': `<?php
namespace App\\Observers;
class UserObserver { public function created(\\App\\Models\\User $user): void { \\App\\Jobs\\AnnounceMember::dispatch($user); } }`,
    },
    { 'discord.com': ['user.account.username', 'user.contact.email'] },
  ],
  twilioSdk: [
    {
      'composer.json': '{"name":"shop/app","require":{"twilio/sdk":"^7.0"}}',
      'app/Services/SmsService.php': `<?php
namespace App\\Services;
use Twilio\\Rest\\Client;
class SmsService {
    private $twilio;
    public function __construct() { $this->twilio = new Client(config('services.twilio.sid'), config('services.twilio.token')); }
    public function send(string $to, string $message) { return $this->twilio->messages->create($to, ['from' => config('services.twilio.from'), 'body' => $message]); }
}`,
      'app/Jobs/SendReminder.php': `<?php
namespace App\\Jobs;
use App\\Services\\SmsService;
class SendReminder { public function __construct(public \\App\\Models\\Appointment $appointment) {} public function handle(SmsService $sms) { $sms->send($this->appointment->patient->mobile_number, "See you at {$this->appointment->starts_at}"); } }`,
    },
    { 'twilio.com': ['user.contact.phone_number'] },
  ],
  plivoMessagebird: [
    {
      'composer.json': '{"name":"shop/app","require":{"plivo/plivo-php":"^4.0","messagebird/php-rest-api":"^3.0"}}',
      'src/Sms/PlivoDriver.php': `<?php
namespace App\\Sms;
use Plivo\\RestClient;
class PlivoDriver implements SmsDriver { public function send(string $phoneNumber, string $text): void { $client = new RestClient($this->id, $this->token); $client->messages->create(['src' => $this->from, 'dst' => $phoneNumber, 'text' => $text]); } }`,
      'src/Sms/MessageBirdDriver.php': `<?php
namespace App\\Sms;
use MessageBird\\Client;
use MessageBird\\Objects\\Message;
class MessageBirdDriver implements SmsDriver { public function send(string $phoneNumber, string $text): void { $bird = new Client($this->key); $message = new Message(); $message->originator = 'Shop'; $message->recipients = [$phoneNumber]; $message->body = $text; $bird->messages->create($message); } }`,
    },
    { plivo: ['user.contact.phone_number'], messagebird: ['user.contact.phone_number'] },
  ],
  mailchimpDrewm: [
    {
      'composer.json': '{"name":"shop/app","require":{"drewm/mailchimp-api":"^2.5"}}',
      'src/Newsletter/Subscriber.php': `<?php
namespace App\\Newsletter;
use DrewM\\MailChimp\\MailChimp;
class Subscriber {
    public function subscribe(User $user): void {
        $mc = new MailChimp($this->apiKey);
        $hash = MailChimp::subscriberHash($user->email);
        $mc->put("lists/{$this->list}/members/$hash", ['email_address' => $user->email, 'status_if_new' => 'subscribed', 'merge_fields' => ['FNAME' => $user->first_name, 'LNAME' => $user->last_name]]);
    }
}`,
    },
    { mailchimp: ['user.contact.email', 'user.name.first', 'user.name.last'] },
  ],
  mailchimpMarketingNewsletter: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^10.0","spatie/laravel-newsletter":"^5.1"}}',
      'app/Http/Controllers/NewsletterController.php': `<?php
namespace App\\Http\\Controllers;
use Spatie\\Newsletter\\Facades\\Newsletter;
class NewsletterController { public function store(\\Illuminate\\Http\\Request $request) { Newsletter::subscribeOrUpdate($request->input('email'), ['FNAME' => $request->input('first_name')]); } }`,
    },
    { mailchimp: ['user.contact.email', 'user.name.first'] },
  ],
}
