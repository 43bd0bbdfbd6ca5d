// Frameworks that hand a program its own services by their interface: what is given is an instance of the class that is named.

/** Calls by which a service is asked for: `request.find_service(IMail)` (pyramid-services), `getUtility(IMail)` (zope.component). */
export const ASKS_FOR = /(?:^|\.)(?:find_service|getUtility|queryUtility|getAdapter|inject|resolve|get_service)$/
