// The categories of data, as dotted keys that nest, so that a policy can be written on a prefix. Most keys are fideslang's (NOTICE has the
// attribution), so that inventories can be exchanged; the few of our own name what analytics vendors hold and fideslang has no key for.
import type { Field } from '../core/words.ts'

/** What is known of one category. `dpv` is the matching term of the W3C Data Privacy Vocabulary (its `pd` extension), where we know one. */
export interface FieldFacts {
  /** Our own short wording, for people. */
  readonly label: string
  /** The key above it; null for a root. */
  readonly parent: Field | null
  /** Special category (GDPR art. 9 and 10), a means of payment, a government number, or a secret: worth its own warning. */
  readonly sensitive: boolean
  readonly source: 'fideslang' | 'cordon'
  readonly dpv: string | null
}

/** One line each: key | label | `s` where sensitive | DPV term. Keys taken from fideslang 3.1. */
const FIDESLANG = `
user | Data about a person | | PersonalData
user.account | Account data | | AccountIdentifier
user.account.settings | Account settings | |
user.account.username | User name of an account | | Username
user.authorization | Permissions and access | | Authenticating
user.authorization.biometric | Biometric sign-in | s | Biometric
user.authorization.credentials | Passwords, keys, tokens, cookies | s | Authenticating
user.authorization.password | Password | s | Password
user.behavior | Observed behaviour | | Behavioral
user.behavior.browsing_history | Pages visited | | BrowsingBehavior
user.behavior.media_consumption | Media watched, read or heard | | Interest
user.behavior.purchase_history | Purchases | | Purchase
user.behavior.search_history | Searches | | BrowsingBehavior
user.biometric | Biometric data | s | Biometric
user.biometric.fingerprint | Fingerprint | s | Fingerprint
user.biometric.health | Body measurements | s | PhysicalHealth
user.biometric.retinal | Retina or iris | s | Retina
user.biometric.voice | Voice | s | VoiceCommunicationRecording
user.childrens | Data of children | s |
user.contact | Contact data | | Contact
user.contact.address | Postal address | | PhysicalAddress
user.contact.address.city | City of an address | | City
user.contact.address.country | Country of an address | | Country
user.contact.address.postal_code | Postal code | | PostalCode
user.contact.address.state | State or region of an address | | Region
user.contact.address.street | Street and house number | | Street
user.contact.email | E-mail address | | EmailAddress
user.contact.fax_number | Fax number | | TelephoneNumber
user.contact.organization | Employer or organisation | | CurrentEmployment
user.contact.phone_number | Phone number | | TelephoneNumber
user.contact.url | Website or profile of a person | | Website
user.content | What a person wrote or made | | Communication
user.content.private | Private messages and files | | Communication
user.content.public | Public posts | | PublicLife
user.content.self_image | Picture of a person | | Picture
user.criminal_history | Criminal record | s | CriminalOffense
user.demographic | Demographic data | | Demographic
user.demographic.age_range | Age or age range | | AgeRange
user.demographic.date_of_birth | Date of birth | | BirthDate
user.demographic.gender | Gender | | Gender
user.demographic.language | Language or locale | | Language
user.demographic.marital_status | Marital status | | MaritalStatus
user.demographic.political_opinion | Political opinion | s | PoliticalOpinion
user.demographic.profile | Preferences and interests | | Preference
user.demographic.race_ethnicity | Race or ethnic origin | s | EthnicOrigin
user.demographic.religious_belief | Religion or belief | s | Religion
user.demographic.sexual_orientation | Sexual orientation | s | SexualPreference
user.device | Device, browser, operating system | | DeviceBased
user.device.cookie | Content of a cookie | |
user.device.cookie_id | Id kept in a cookie | | DeviceBased
user.device.device_id | Id of a device or browser | | DeviceBased
user.device.ip_address | IP address | | IPAddress
user.financial | Financial data | s | Financial
user.financial.bank_account | Bank account | s | BankAccount
user.financial.credit_card | Payment card | s | PaymentCardNumber
user.government_id | Number given by a state | s | OfficialID
user.government_id.drivers_license_number | Driving licence number | s | DrivingLicense
user.government_id.immigration | Immigration number | s | OfficialID
user.government_id.national_identification_number | National identification number | s | NationalIdentificationNumber
user.government_id.passport_number | Passport number | s | PassportNumber
user.government_id.vehicle_registration | Number plate | | VehicleLicenseNumber
user.health_and_medical | Health data | s | Health
user.health_and_medical.genetic | Genetic data | s | Genetic
user.health_and_medical.insurance_beneficiary_id | Health insurance number | s | Insurance
user.health_and_medical.record_id | Medical record number | s | MedicalHealth
user.job_title | Job title | | Job
user.location | Location | | Location
user.location.imprecise | Coarse location (city, region, time zone) | | City
user.location.precise | Exact location | s | GPSCoordinate
user.name | Name of a person | | Name
user.name.first | First name | | FirstName
user.name.last | Last name | | LastName
user.payment | Payment data | s | Payment
user.privacy_preferences | Consent and privacy choices | | PrivacyPreference
user.sensor | Sensor readings | |
user.social | Social network and contacts | | SocialNetwork
user.telemetry | Measurements tied to a person | |
user.unique_id | User id | | UID
user.unique_id.pseudonymous | Pseudonymous id (session, anonymous, advertising click) | | UID
user.workplace | Workplace | | CurrentEmployment
system | Data about no person | |
system.authentication | A system's own access data | s |
system.operations | Operations data | |
`

/** Ours: what analytics and monitoring vendors hold (reference: fields sent by their SDKs unasked) and fideslang has no key for. */
const OWN = `
user.behavior.event | Name of something a person did | | Behavioral
user.behavior.page_url | Address of the page a person was on | | BrowsingBehavior
user.behavior.referrer | Page a person came from | | BrowsingReferral
user.device.screen | Screen and window size | | DeviceBased
user.device.user_agent | User agent | | UserAgent
user.organization_id | Id of a person's organisation | |
`

function rows(text: string, source: FieldFacts['source']): (readonly [Field, FieldFacts])[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [key = '', label = '', sensitive, dpv] = line.split('|').map((cell) => cell.trim())
      const dot = key.lastIndexOf('.')
      return [key, { label, parent: dot < 0 ? null : key.slice(0, dot), sensitive: sensitive === 's', source, dpv: dpv || null }] as const
    })
}

/** Every field Cordon knows, by key, sorted. */
export const FIELDS: Readonly<Record<Field, FieldFacts>> = Object.freeze(
  Object.fromEntries([...rows(FIDESLANG, 'fideslang'), ...rows(OWN, 'cordon')].sort(([a], [b]) => (a < b ? -1 : 1))),
)

/** Whether a text is one of the keys. */
export function isField(key: string): key is Field {
  return Object.hasOwn(FIELDS, key)
}

/** Whether what is said of `key` holds for `field`: the key itself and every key below it. `user.contact` covers `user.contact.email`. */
export function covers(key: Field, field: Field): boolean {
  return field === key || (field.length > key.length && field[key.length] === '.' && field.startsWith(key))
}

/** A field's label for people; the key itself where it is not one of ours. */
export function labelOf(field: Field): string {
  return Object.hasOwn(FIELDS, field) ? FIELDS[field]!.label : field
}
