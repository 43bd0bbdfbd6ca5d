// Android applications: analytics, crash reports, push, shops, and how their clients reach who calls them, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

export const android2: Idioms = {
  firestore: [
    {
      'app/src/main/java/com/acme/Fs.kt': `package com.acme
import com.google.firebase.firestore.ktx.firestore
import com.google.firebase.ktx.Firebase
fun save(u: User) { Firebase.firestore.collection("users").document(u.id).set(hashMapOf("email" to u.email, "name" to u.name)) }`,
    },
    'firebase',
    ['user.contact.email', 'user.name'],
  ],
  firebase_auth: [
    {
      'app/src/main/java/com/acme/Fa.kt': `package com.acme
import com.google.firebase.auth.FirebaseAuth
fun signUp(email: String, password: String) = FirebaseAuth.getInstance().createUserWithEmailAndPassword(email, password)`,
    },
    'firebase',
    ['user.contact.email', 'user.authorization.password'],
  ],
}
