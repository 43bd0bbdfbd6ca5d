// Ways in which Go programs hand data over, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

const m = (dep: string) => ({ 'go.mod': `module shop.example/app\n\nrequire ${dep} v1.0.0\n` })
const f = (imports: string[], body: string, pkg = 'main') =>
  `package ${pkg}\n\nimport (\n${imports.map((i) => `\t"${i}"`).join('\n')}\n)\n\n${body}\n`
export const go: Idioms = {
  marshal: [
    {
      ...m('github.com/x/y'),
      'a.go': f(
        ['bytes', 'encoding/json', 'net/http'],
        `type contact struct {
	Email string \`json:"email"\`
	Name  string \`json:"full_name"\`
}
func sync(u *User) error {
	payload := contact{Email: u.Email, Name: u.FullName}
	body, err := json.Marshal(payload)
	if err != nil { return err }
	req, err := http.NewRequest(http.MethodPost, "https://api.invented-crm.io/v1/contacts", bytes.NewReader(body))
	if err != nil { return err }
	req.Header.Set("Authorization", "Bearer "+key)
	_, err = http.DefaultClient.Do(req)
	return err
}`,
      ),
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  mapmarshal: [
    {
      ...m('github.com/x/y'),
      'a.go': f(
        ['bytes', 'encoding/json', 'net/http'],
        `const endpoint = "https://api.invented-crm.io/v1/contacts"
func sync(u *User) {
	b := new(bytes.Buffer)
	json.NewEncoder(b).Encode(map[string]interface{}{"email": u.Email, "phone": u.Phone})
	http.Post(endpoint, "application/json", b)
}`,
      ),
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  resty: [
    {
      ...m('github.com/go-resty/resty/v2'),
      'a.go': f(
        ['github.com/go-resty/resty/v2'],
        `func sync(u *User) {
	client := resty.New()
	client.R().SetHeader("x", "y").SetBody(map[string]string{"email": u.Email}).SetQueryParam("phone", u.Phone).Post("https://api.invented-crm.io/v1/contacts")
}`,
      ),
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  values: [
    {
      ...m('github.com/x/y'),
      'a.go': f(
        ['net/http', 'net/url', 'strings'],
        `func sms(to, text string) error {
	data := url.Values{}
	data.Set("to", to)
	data.Set("body", text)
	req, _ := http.NewRequest("POST", "https://api.invented-sms.io/v1/send", strings.NewReader(data.Encode()))
	_, err := client.Do(req)
	return err
}
func login(u *User) { sms(u.PhoneNumber, "code") }`,
      ),
    },
    'invented-sms.io',
    ['user.contact.phone_number'],
  ],
  query: [
    {
      ...m('github.com/x/y'),
      'a.go': f(
        ['net/http', 'net/url'],
        `func find(ip string) {
	u, _ := url.Parse("https://api.invented-geo.io/v1/lookup")
	q := u.Query()
	q.Set("ip", ip)
	u.RawQuery = q.Encode()
	http.Get(u.String())
}`,
      ),
    },
    'invented-geo.io',
    ['user.device.ip_address'],
  ],
  sprintf: [
    {
      ...m('github.com/x/y'),
      'a.go': f(
        ['net/http', 'fmt'],
        `func find(ip string) {
	url := fmt.Sprintf("https://api.invented-geo.io/v1/%s/json", ip)
	http.Get(url)
}`,
      ),
    },
    'invented-geo.io',
    ['user.device.ip_address'],
  ],
  client: [
    {
      ...m('github.com/x/y'),
      'crm/client.go': f(
        ['bytes', 'context', 'encoding/json', 'net/http'],
        `const baseURL = "https://api.invented-crm.io/v1"
type Client struct { http *http.Client; key string }
type Contact struct {
	Email string \`json:"email"\`
	FirstName string \`json:"first_name"\`
}
func New(key string) *Client { return &Client{http: &http.Client{}, key: key} }
func (c *Client) CreateContact(ctx context.Context, contact Contact) error {
	return c.do(ctx, http.MethodPost, "/contacts", contact)
}
func (c *Client) do(ctx context.Context, method, path string, payload interface{}) error {
	b, err := json.Marshal(payload)
	if err != nil { return err }
	req, err := http.NewRequestWithContext(ctx, method, baseURL+path, bytes.NewBuffer(b))
	if err != nil { return err }
	_, err = c.http.Do(req)
	return err
}`,
        'crm',
      ),
      'main.go': f(
        ['shop.example/app/crm'],
        `func signup(u User) {
	c := crm.New("k")
	c.CreateContact(ctx, crm.Contact{Email: u.Email, FirstName: u.FirstName})
}`,
      ),
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name.first'],
  ],
  iface: [
    {
      ...m('github.com/x/y'),
      'mail/mail.go': f(
        ['context'],
        `type Sender interface { Send(ctx context.Context, msg Message) error }
type Message struct { To string; Subject string; HTML string }`,
        'mail',
      ),
      'mail/invented.go': f(
        ['net/http', 'net/url', 'context'],
        `type invented struct { key string }
func NewInvented(key string) Sender { return &invented{key: key} }
func (i *invented) Send(ctx context.Context, msg Message) error {
	_, err := http.PostForm("https://api.invented-mail.io/v1/send", url.Values{"to": {msg.To}, "html": {msg.HTML}})
	return err
}`,
        'mail',
      ),
      'auth/auth.go': f(
        ['shop.example/app/mail'],
        `type Auth struct { mailer mail.Sender }
func (a *Auth) Reset(u *User) { a.mailer.Send(ctx, mail.Message{To: u.Email, HTML: render(u)}) }`,
        'auth',
      ),
    },
    'invented-mail.io',
    ['user.contact.email'],
  ],
  sentry: [
    {
      ...m('github.com/getsentry/sentry-go'),
      'a.go': f(
        ['github.com/getsentry/sentry-go'],
        `func login(u *User, r *http.Request) {
	sentry.ConfigureScope(func(scope *sentry.Scope) {
		scope.SetUser(sentry.User{ID: u.ID, Email: u.Email, IPAddress: r.RemoteAddr})
	})
}`,
      ),
    },
    'sentry',
    ['user.contact.email', 'user.unique_id', 'user.device.ip_address'],
  ],
  mailgun: [
    {
      ...m('github.com/mailgun/mailgun-go/v4'),
      'a.go': f(
        ['github.com/mailgun/mailgun-go/v4'],
        `func send(to, subject, html string) {
	mg := mailgun.NewMailgun(domain, key)
	m := mg.NewMessage("us@shop.example", subject, "", to)
	m.SetHtml(html)
	mg.Send(ctx, m)
}`,
      ),
    },
    'mailgun',
    ['user.contact.email', 'user.content'],
  ],
  sendgrid: [
    {
      ...m('github.com/sendgrid/sendgrid-go'),
      'a.go': f(
        ['github.com/sendgrid/sendgrid-go', 'github.com/sendgrid/sendgrid-go/helpers/mail'],
        `func send(u *User, html string) {
	from := mail.NewEmail("Shop", "us@shop.example")
	to := mail.NewEmail(u.Name, u.Email)
	message := mail.NewSingleEmail(from, "Hello", to, "", html)
	sendgrid.NewSendClient(os.Getenv("SENDGRID_API_KEY")).Send(message)
}`,
      ),
    },
    'sendgrid',
    ['user.contact.email', 'user.content', 'user.name'],
  ],
  ses: [
    {
      ...m('github.com/aws/aws-sdk-go-v2/service/sesv2'),
      'a.go': f(
        ['github.com/aws/aws-sdk-go-v2/service/sesv2', 'github.com/aws/aws-sdk-go-v2/service/sesv2/types'],
        `type Mailer struct { client *sesv2.Client }
func (m *Mailer) Send(to string, html string) {
	input := &sesv2.SendEmailInput{
		Destination: &types.Destination{ToAddresses: []string{to}},
		Content: &types.EmailContent{Simple: &types.Message{Body: &types.Body{Html: &types.Content{Data: aws.String(html)}}}},
	}
	m.client.SendEmail(ctx, input)
}`,
      ),
    },
    'aws',
    ['user.contact.email'],
  ],
  posthog: [
    {
      ...m('github.com/posthog/posthog-go'),
      'a.go': f(
        ['github.com/posthog/posthog-go'],
        `type Tracker struct { client posthog.Client }
func (t *Tracker) Identify(u *User) {
	t.client.Enqueue(posthog.Identify{
		DistinctId: u.ID,
		Properties: posthog.NewProperties().Set("email", u.Email).Set("name", u.Name),
	})
}`,
      ),
    },
    'posthog',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  segment: [
    {
      ...m('gopkg.in/segmentio/analytics-go.v3'),
      'a.go': f(
        ['gopkg.in/segmentio/analytics-go.v3'],
        `func identify(c analytics.Client, u *User) {
	c.Enqueue(analytics.Identify{UserId: u.ID, Traits: analytics.NewTraits().SetEmail(u.Email).SetName(u.Name)})
}`,
      ),
    },
    'segment',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  twilio: [
    {
      ...m('github.com/twilio/twilio-go'),
      'a.go': f(
        ['github.com/twilio/twilio-go', 'api github.com/twilio/twilio-go/rest/api/v2010'].map((x) => x.replace(/^api /, '')),
        `func sms(u *User, text string) {
	client := twilio.NewRestClient()
	params := &openapi.CreateMessageParams{}
	params.SetTo(u.Phone)
	params.SetBody(text)
	client.Api.CreateMessage(params)
}`,
      ).replace('"github.com/twilio/twilio-go/rest', 'openapi "github.com/twilio/twilio-go/rest'),
    },
    'twilio',
    ['user.contact.phone_number', 'user.content'],
  ],
  stripe: [
    {
      ...m('github.com/stripe/stripe-go/v76'),
      'a.go': f(
        ['github.com/stripe/stripe-go/v76', 'github.com/stripe/stripe-go/v76/client'],
        `type Billing struct { sc *client.API }
func (b *Billing) Create(u *User) {
	params := &stripe.CustomerParams{Email: stripe.String(u.Email)}
	params.AddMetadata("user_id", u.ID)
	params.Name = stripe.String(u.FullName)
	b.sc.Customers.New(params)
}`,
      ),
    },
    'stripe',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  fcm: [
    {
      ...m('firebase.google.com/go/v4'),
      'a.go': f(
        ['firebase.google.com/go/v4/messaging'],
        `func push(client *messaging.Client, d Device, text string) {
	client.Send(ctx, &messaging.Message{Token: d.Token, Notification: &messaging.Notification{Title: "x", Body: text}})
}`,
      ),
    },
    'firebase',
    ['user.device.device_id', 'user.content'],
  ],
  slackhook: [
    {
      ...m('github.com/x/y'),
      'a.go': f(
        ['bytes', 'encoding/json', 'net/http', 'fmt'],
        `func notify(u *User) {
	msg := map[string]string{"text": fmt.Sprintf("New user %s <%s>", u.Name, u.Email)}
	b, _ := json.Marshal(msg)
	http.Post("https://hooks.slack.com/services/T/B/x", "application/json", bytes.NewBuffer(b))
}`,
      ),
    },
    'slack',
    ['user.contact.email', 'user.name'],
  ],
  oauthgh: [
    {
      ...m('golang.org/x/oauth2'),
      'a.go': f(['golang.org/x/oauth2', 'golang.org/x/oauth2/github'], `var cfg = &oauth2.Config{Endpoint: github.Endpoint, ClientID: id}`),
    },
    'github',
    [],
  ],
  gravatar: [
    {
      ...m('github.com/x/y'),
      'a.go': f(
        ['crypto/md5', 'fmt', 'net/http'],
        `func avatar(u *User) string {
	hash := md5.Sum([]byte(strings.ToLower(u.Email)))
	url := fmt.Sprintf("https://www.gravatar.com/avatar/%x?s=64", hash)
	resp, _ := http.Get(url)
	return resp
}`,
      ),
    },
    'gravatar',
    ['user.contact.email'],
  ],
  host_without_scheme: [
    {
      ...m('golang.org/x/oauth2'),
      'a.go': f(
        ['golang.org/x/oauth2'],
        `const defaultZoomAuthBase = "zoom.us"
func config(base string) *oauth2.Config {
	host := choose(base, defaultZoomAuthBase)
	return &oauth2.Config{Endpoint: oauth2.Endpoint{AuthURL: host + "/oauth/authorize"}}
}`,
      ),
    },
    'zoom',
    [],
  ],
}
