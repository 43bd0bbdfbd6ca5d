// What property names mean, as a table: phrase → field. The matching is in names.ts; this file is the vocabulary alone, so that a missing
// name is mended by one line here and nothing else.
import type { Field } from '../core/words.ts'

/**
 * What the words around a phrase must be for it to count:
 * `any` – whatever stands before it (`support_email`) · `alone` – nothing, or words about a person (`user_age`, not `cache_age`) ·
 * `person` – words about a person, before it or in the segments above (`traits.name`) · `place` – address or location words, or a person's ·
 * `geo` – words saying that it was derived from an address (`geoip_city`), or a vendor's `$` · `page` – nothing, or words about a page · `group` – in a list of groups.
 */
export type Needs = 'any' | 'alone' | 'person' | 'place' | 'geo' | 'page' | 'group'

export interface Row {
  readonly field: Field
  readonly confidence: 'certain' | 'likely'
  readonly needs: Needs
}

/**
 * field | certain or likely | needs | phrases. Words of a phrase are separated by spaces; a dot stands for "in the segment above".
 * Where a phrase stands in several rows, the first whose needs are met counts.
 */
export const TABLE = `
user.contact.email | certain | any | email, mail, e mail, email address, mail address, emailaddress, emails, email addresses, email addr, sender address, reply to address, courriel, adresse email, adresse mail, correo, correo electronico, mailadresse, emailadresse, e mail adresse, reply to, mailto
user.contact.email | likely | alone | em, user mail id, email id
user.name | certain | any | full name, fullname, real name, person name, contact name, customer name, cardholder name, cardholder, holder name, nombre completo, nom complet, vollstandiger name, vor und nachname, employee name, patient name, student name, recipient name, sender name, author name, member name, guest name, passenger name, client display name
user.name | likely | any | display name, displayname, nickname, nick name, user real name, legal name, owner name, admin name, first and last name, legal entity person, assignee name, reporter name, user full name, caller name, buyer name, seller name, given and family name
user.name | certain | person | name, names, nombre, nom
user.name | certain | geo | name
user.name.first | certain | any | first name, firstname, given name, givenname, forename, fname, first names, vorname, prenom, nombre de pila, primer nombre
user.name.last | certain | any | last name, lastname, surname, family name, familyname, lname, second name, nachname, familienname, nom de famille, apellido, apellidos, primer apellido, sur name, maiden name, geburtsname
user.name | likely | any | middle name, middlename, middle initial, initials
user.name.last | likely | alone | sn
user.name.first | likely | alone | fn, gn
user.name.last | likely | alone | ln
user.contact.phone_number | certain | any | phone, phone number, phonenumber, mobile, mobile number, mobile phone, msisdn, telephone, telephone number, tel, cell phone, cellphone, cell number, phones, phone numbers, telefon, telefonnummer, handynummer, mobilnummer, rufnummer, numero de telephone, telefono, numero de telefono, movil, whatsapp, whatsapp number, sms number, handy, phone no, mobile no, phone e164, e164, contact number, portable
user.contact.phone_number | likely | alone | ph, cell, tel no, number called, calling number, caller id, ani
user.contact.fax_number | certain | any | fax, fax number, faxnummer
user.contact.address | certain | any | postal address, mailing address, home address, street address line, billing address, shipping address, delivery address, residential address, postal adress, anschrift, postanschrift, lieferadresse, rechnungsadresse, adresse postale, direccion postal, work address, full address, formatted address
user.contact.address | likely | alone | address, addresses, addr, adresse, direccion, domicilio
user.contact.address.street | certain | any | street, street address, street name, street number, house number, streetaddress, address line, addressline, address line one, address line two, strasse, hausnummer, strassenname, rue, calle, thoroughfare, apartment number, address street
user.contact.address.street | likely | place | line, line one, line two, apartment, apt, suite, unit
user.location.imprecise | certain | geo | city, city name, region, region code, region name, country, country code, country name, state, postal code, zip, zip code, subdivision, subdivision name, subdivision one name, subdivision one code, continent, continent name, continent code, dma, metro code
user.contact.address.city | certain | any | city, town, city name, stadt, wohnort, ville, ciudad, localidad
user.contact.address.city | likely | place | ort, locality, municipality, commune
user.contact.address.postal_code | certain | any | zip code, zipcode, postal code, postcode, postalcode, post code, plz, postleitzahl, code postal, codigo postal, zip plus four
user.contact.address.postal_code | certain | alone | zip
user.contact.address.state | certain | any | province, state province, bundesland, address state, state code, provincia, departement
user.contact.address.state | likely | place | state, region, county, subdivision, district
user.contact.address.country | certain | any | country, country code, country name, countrycode, country iso, pays, pais, wohnland, land code
user.location.imprecise | likely | alone | region, location, geo, geolocation, continent, metro, timezone, time zone, tz, zeitzone, utc offset, timezone offset, time zone offset, tz offset, fuseau horaire, zona horaria, ip location, user location
user.location.imprecise | certain | any | time zone name, iana timezone, browser timezone, timezone offset, timezone, geoip
user.location.precise | certain | any | latitude, longitude, lat lng, latlng, lat lon, lat long, latlong, gps, gps coordinates, geo coordinates, geo point, geohash, lnglat, breitengrad, langengrad, latitud, longitud
user.location.precise | certain | alone | lat, lng, lon
user.location.precise | likely | place | long, coordinates, coords, accuracy, altitude
user.demographic.date_of_birth | certain | any | birth date, birthdate, birthday, date of birth, dob, birth day, birth year, year of birth, geburtsdatum, geburtstag, date de naissance, date naissance, fecha de nacimiento, fecha nacimiento, birth month, born on
user.demographic.gender | certain | any | gender, geschlecht, gender identity, genero, pronouns
user.demographic.gender | likely | alone | sex, sexe, sexo, salutation, anrede, civilite
user.demographic.age_range | certain | any | age range, age group, age bracket, age band, altersgruppe, tranche d age
user.demographic.age_range | likely | alone | age, alter, edad
user.demographic.language | certain | any | language, locale, accept language, preferred language, browser language, language code, languages, locales, sprache, langue, idioma
user.demographic.language | likely | alone | lang, hl, ul
user.demographic.marital_status | certain | any | marital status, familienstand, estado civil, etat civil
user.demographic.race_ethnicity | certain | any | ethnicity, ethnic origin, ethnic group
user.demographic.race_ethnicity | likely | person | race
user.demographic.religious_belief | certain | any | religion, religious belief, konfession
user.demographic.political_opinion | certain | any | political party, political opinion, political affiliation
user.demographic.sexual_orientation | certain | any | sexual orientation, sexuality
user.demographic.profile | likely | alone | interests, preferences, hobbies
user.health_and_medical | certain | any | diagnosis, medical condition, medication, blood type, blood group, allergies, disability, medical history, prescription, icd code, krankheit
user.health_and_medical.record_id | certain | any | medical record number, mrn, patient id, medical record id
user.health_and_medical.insurance_beneficiary_id | certain | any | health insurance number, insurance number, nhs number, medicare number, medicare beneficiary id, krankenversicherungsnummer, numero de securite sociale sante
user.government_id.national_identification_number | certain | any | ssn, social security number, social security, social insurance number, national id, national identification number, national insurance number, nino, tax id, tax identification number, tin, steuer id, steueridentifikationsnummer, steuernummer, numero de securite sociale, numero securite sociale, nir, dni, nie, curp, cpf, bsn, burgerservicenummer, personnummer, pesel, codice fiscale, aadhaar, aadhar, personal id number, identity number, identity card number, id card number, ausweisnummer, government id, national identity number, ssn last four, itin
user.government_id.passport_number | certain | any | passport, passport number, passport no, passport id, reisepassnummer, numero de passeport, pasaporte
user.government_id.drivers_license_number | certain | any | drivers license, driver license, driving licence, drivers license number, driver license number, driving licence number, licence number driver, fuhrerscheinnummer
user.government_id.immigration | certain | any | visa number, residence permit number, alien registration number, green card number
user.government_id.vehicle_registration | certain | any | license plate, licence plate, number plate, plate number, vehicle registration, kennzeichen, vehicle registration number, vin
user.financial.bank_account | certain | any | iban, bank account, bank account number, account number, routing number, sort code, kontonummer, numero de compte, numero de cuenta, bic, swift code, clabe, bank details, ach account
user.financial.credit_card | certain | any | card number, credit card, credit card number, cc number, ccnumber, cardnumber, debit card, card no, kreditkarte, kreditkartennummer, carte bancaire, numero de carte, tarjeta, numero de tarjeta, cvv, cvc, cvv two, card cvc, card expiry, card expiration, card pan, creditcard, card security code
user.financial.credit_card | likely | alone | card, pan, cc, card last four, last four, cardlast four
user.financial | likely | alone | salary, income, annual income, net worth, credit score, gehalt, salaire, salario
user.authorization.credentials | certain | any | password, passwd, passphrase, pass phrase, passwort, kennwort, mot de passe, contrasena, password confirmation, password confirm, confirm password, new password, old password, user password
user.authorization.credentials | likely | alone | pwd, pass, pw
user.authorization.credentials | certain | any | secret, api key, apikey, api keys, access token, auth token, refresh token, id token, bearer token, bearer, session token, csrf token, xsrf token, csrf, reset token, password reset token, api token, api secret, private key, secret key, client secret, signing key, signing secret, webhook secret, encryption key, access key, access key id, secret access key, authorization, proxy authorization, credentials, credential, jwt, cookie, cookies, set cookie, connection string, otp, one time password, totp, mfa code, two factor code, verification code, recovery code, backup code, security code, magic link, session cookie, session key, csrftoken, sessionid cookie, oauth token, auth key, x api key, access code, invite token, login token, push token secret, ssh key, dsn secret, phpsessid, jsessionid, auth header, security answer, security question answer, token secret, user token, authtoken, accesstoken, refreshtoken, idtoken, secret token, service account key, database url, kennwort hash, two fa code, pin code, sas token, personal access token, storage key
user.authorization.credentials | likely | alone | token, auth, pin, tan, jwt token, cookie value, code verifier, authorization code, auth code, sid token
user.account.username | certain | any | username, user name, login, login name, screen name, screenname, user login, benutzername, nom d utilisateur, nombre de usuario, userid name, user handle, user principal name, upn, sam account name, preferred username, nom utilisateur, account username, loginname
user.account.username | likely | alone | handle, alias
user.unique_id | certain | any | user id, userid, uid, distinct id, customer id, member id, subscriber id, profile id, person id, contact id, external id, external user id, end user id, enduser id, user uuid, user guid, customer uuid, employee id, patient identifier, student id, benutzer id, kunden id, kundennummer, customer number, member number, membership number, user key, user ref, user reference, customer ref, client ref, id utilisateur, usuario id, userids, user ids, distinct ids, canonical id, lead id, known user id, user sid, subject id, user pk, mitgliedsnummer, puid, muid, identity id, my id, alias id
user.unique_id | certain | person | id, uuid, guid, key, ref, identifier, sub, number
user.unique_id | likely | alone | identity, user, usr, customer, sub, user identifier, userinfo, created by, updated by, owner id, author id, assignee id, actor id, creator id, recipient id, sender id, friend id, referrer id, inviter id, buyer id, seller id, driver id, rider id, host id user, guest id, viewer id
user.unique_id.pseudonymous | certain | any | anonymous id, anonymousid, anon id, anonid, anon distinct id, session id, sessionid, visitor id, visitorid, visit id, client id ga, window id, gclid, fbclid, msclkid, dclid, gbraid, wbraid, ttclid, twclid, li fat id, yclid, irclickid, mc eid, mc cid, epik, rdt cid, sccid, sc cid, qclid, igshid, wickedid, srsltid, click id, clickid, ad click id, fbc, fbp, gcl au, ko click id, sessionids, replay id, session uuid, session replay id, insert session id, hashed user id, pseudonymous id, pseudonym, tab id, gclsrc id, rb clickid, vmcid, ttp cookie, s kwcid, hsa cam id, hs ctid, mkt tok, oly anon id, oly enc id, vero id, ml subscriber hash, gad source id, user pseudo id, aid anonymous, mp session id, zanpid, tblci, obclid
user.unique_id.pseudonymous | likely | alone | session, sid, cid, client id, clientid, visitor, did, guest uuid, request user hash
user.device.cookie_id | certain | any | cookie id, cookieid, browser id, ga cookie, cookie identifier
user.device.device_id | certain | any | device id, deviceid, device uuid, device identifier, idfa, idfv, adid, gaid, android id, advertising id, advertiser id, ad id, imei, imsi, meid, mac address, macaddress, device token, push token, registration token, fcm token, apns token, installation id, install id, serial number, device serial, udid, device fingerprint, browser fingerprint, visitor fingerprint, hardware id, machine id, oaid, android advertising id, ios idfa, device serial number, vendor device id, device ids
user.device.device_id | likely | alone | fingerprint, mac, serial, instance id device, host id
user.device.ip_address | certain | any | ip, ip address, ipaddress, ip addr, ipaddr, ips, ip addresses, ipv4, ipv6, ip v4, ip v6, client ip, remote addr, remote address, remote ip, x forwarded for, xforwardedfor, forwarded for, x real ip, x client ip, cf connecting ip, true client ip, fastly client ip, client.address, client address, source address, source.address, peer address, peer ip, net.peer.ip, net peer ip, net sock peer addr, sock.peer.addr, network.peer.address, peer addr, socket ip, user ip, adresse ip, direccion ip, ip adresse, client addr, x cluster client ip, ip override, uip, forwarded, socket address, x appengine user ip
user.device.user_agent | certain | any | user agent, useragent, ua, ua string, user agent original, http user agent, sec ch ua, sec ch ua platform, sec ch ua model, sec ch ua full version list, sec ch ua mobile, user agent data, browser user agent, raw user agent, user_agent.original, sec ch ua platform version, sec ch ua arch, user agent string, uach
user.device.screen | certain | any | screen, screen width, screen height, screen size, screen resolution, screen dpi, viewport, viewport width, viewport height, viewport size, window size, window width, window height, screen.width, screen.height, viewport.width, viewport.height, inner width, inner height, screen color depth, screen density, device pixel ratio, display resolution, pixel ratio, screen orientation, screen resolution height, screen resolution width, screen dimensions, sr
user.behavior.referrer | certain | any | referrer, referer, referring url, referring domain, referrer url, referrer domain, http referer, http referrer, initial referrer, document referrer, previous page location, previous page, previous url, prev url, referrer host, referring site, page referrer, referrer hostname, previous page url, referer url, from url, prior url, referral url, external referrer, ref url, referrer path
user.behavior.referrer | likely | alone | dr
user.behavior.search_history | certain | any | search query, search term, search terms, search keyword, search keywords, search text, search phrase, search string, suchbegriff, site search term, search.query, search.term
user.behavior.page_url | certain | any | page url, current url, page location, page path, page title, document url, document title, document location, page href, location href, url full, url.full, url path, url.path, url query, url.query, http url, http.url, http target, http.target, request url, request uri, landing page, landing page url, entry page, exit page, page uri, window location, pathname, current path, screen name page, url search, current url path, current url search, page search, page hash, url fragment, page domain path, canonical url, current page title, page name, view url, view.url, page.url, page.path, page.title, page.search, page address, url hash, request path, visited url, page.href, location.href, start url, replay start url, original url, full url, url.original, session entry url, http route url, seite url, page view url, http.path, http path, link url, target url, deep link, deeplink, entry url, exit url, current url query, document.title, document.url
user.behavior.page_url | likely | page | url, uri, href, path, page, urls, query string, dl, dt, dp, screen class
user.behavior.event | likely | alone | event, event name, event type, eventname, action name, event action, event category, event label, event title, page event, event key, event slug
user.behavior.purchase_history | likely | alone | order id, orderid, order number, purchase id, transaction id, purchases, orders, cart, basket, bestellnummer, ordered items, receipt number, invoice number
user.content.private | likely | alone | message body, chat message, message text, comment text, note text, email body, email subject, mail body, prompt, transcript, prompt text, completion text, user message, chat history, feedback text
user.content.self_image | certain | any | avatar, avatar url, profile picture, profile photo, profile image, profile pic, photo url, gravatar, profilbild, profile image url, profile picture url, user image, selfie, user photo
user.contact.url | certain | any | personal website, linkedin url, linkedin, linkedin profile, twitter handle, instagram handle, facebook profile, profile url, github username url, homepage url, facebook url, twitter url
user.social | likely | any | friends list, followers list, contacts list, address book
user.contact.organization | certain | any | company name, organization name, organisation name, employer, employer name, firmenname, nombre de empresa, nom entreprise, org name, business name, legal entity name
user.workplace | certain | any | workplace, work location, office location, arbeitsplatz
user.job_title | certain | any | job title, jobtitle, job role, occupation, profession, beruf, berufsbezeichnung, puesto, job position, job function
user.organization_id | certain | any | org id, orgid, organization id, organisation id, company id, companyid, account id, accountid, team id, teamid, tenant id, tenantid, workspace id, workspaceid, group id, groupid, group key, group keys, organization uuid, org uuid, tenant uuid, company uuid, organisation uuid, org key, org slug, organization slug, team slug, workspace slug, tenant slug, company slug, firmen id, mandant id, customer org id, account uuid, workspace uuid, realm id, groups.company, groups.organization, groups.team, groups.account, groups.workspace, team uuid, account key, group uuid
user.organization_id | likely | alone | organization, organisation, org, company, tenant, workspace, team, group, groups, organizations, companies, account, firma, mandant, entreprise, empresa, client org
user.device | certain | any | os version, operating system, os name, browser name, browser version, device model, device type, device name, device manufacturer, device brand, device family, device vendor, device category, platform version, mobile device, browser major version, os family, screen reader, browser, os, hardware concurrency, device memory, connection type, network carrier, carrier, network type, os arch, device os, battery level, device language setting, device model name, os type, client os, manufacturer, device info, device.model, device.brand, device.manufacturer, device.type, device.name, browser.name, browser.version, os.name, os.version, os.type, device.family
user.device | likely | alone | device, platform, model, brand, bluetooth enabled, wifi
user.privacy_preferences | likely | any | marketing consent, cookie consent, tracking consent, gdpr consent, consent status, consent string, tc string
user.account.settings | likely | alone | settings, user settings, user preferences, notification settings
`

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Words that say "of a person", before a phrase or as a segment above it. */
export const PERSON =
  words(`user users usr customer customers cust client person persons people member members contact contacts employee employees staff
  patient patients student students subscriber subscribers buyer seller owner author admin recipient recipients sender profile lead leads visitor guest
  applicant candidate driver passenger rider traits trait identity identify set setonce once peopleset userproperties usertraits userattributes persona
  assignee reporter requester creator invitee inviter invited beneficiary cardholder holder payer payee enduser my your attendee attendees
  participant participants actor caller viewer follower friend spouse child parent mother father guardian kunde kunden benutzer nutzer mitarbeiter mitglied
  utilisateur usuario usuarios cliente personne persona empleado abonne billing shipping delivery kin signer signatory tutor teacher doctor agent consumer
  reviewer approver donor voter tenantuser accountuser principal subject human adult resident citizen collaborator collaborators teammate teammates`)

/** Words that change nothing about what a phrase means. */
export const NEUTRAL =
  words(`primary secondary work home personal business old new current initial last first latest original orig raw main alternate
  alternative alt backup default real private mobile verified unverified confirmed registered login signup registration preferred additional other second
  third full mp amplitude seg posthog ph custom prop props property properties attr attribute attributes data value values field fields input form the a
  request req http header headers body payload params param args arg query context ctx event events info details detail meta metadata account x app www
  session browser device site web internal external src source dest destination to from cc bcc of hashed encrypted normalized sanitized masked
  geo ip company org organization organisation support invoice next previous prev final legacy temp tmp`)

/** Words that say "of an address or a place". */
export const PLACE =
  words(`address addresses addr adresse direccion geo geoip location loc place places billing shipping delivery postal mailing home ship
  bill residence residential coords coordinates gps position venue lieferadresse rechnungsadresse anschrift lieu lugar standort`)

/** Words that say a place was derived from an IP address or a device. */
export const GEO = words('geo geoip ip mp geolocation loc location iploc')

/** Words that say "of a page". */
export const PAGE =
  words(`page current location document window request initial landing entry exit full view http url session first last referring previous
  pageview visited original browser tab screen visit hit start site web resource canonical context breadcrumb original`)

/** Words that say "of a group of people". */
export const GROUP = words('groups group organization organisation org company team tenant workspace account')

/** A name that begins so is a switch or an order to do something, never a value of a person. */
export const SWITCH =
  words(`is has have had can could should would did does do was were will allow allows allowed enable enabled enables disable disabled
  disables show hide send sends sent verify verifies validate validates use uses using require requires required count num number total max min avg sum
  on opt optin optout accept accepts accepted want wants receive receives needs need no non not without skip ignore mask include exclude with if when
  track tracks update updates delete deletes remove removes add adds get gets set sets fetch create creates find check checks parse format render handle
  missing invalid valid unique distinctcount nb anzahl on after before`)

/** Words at the end of a name that leave its meaning as it is, however the value is spelled: `email_sha256` is still an e-mail address. */
export const TAIL =
  words(`hash hashed sha sha1 sha256 sha512 md5 md encoded base64 b64 enc encrypted raw normalized lower lowercase lowercased plain plaintext
  str string text value val current new old original orig masked redacted sanitized clean cleartext primary secondary header param attr field input
  one two three initial`)
