/// **Here:** What both programs need to answer over HTTP: a server on the JDK's own, routes, limits, logs,
/// metrics.
///
/// **Refused:** To know what a fail is, and to be a framework: nothing is found by scanning, nothing happens by
/// annotation; a program lists its routes and says `Server.start`.
///
/// **Visitors:** The backend comes in to serve its API, the frontend to serve its page and to pass the rest on.
///
/// **Read first:** [dev.faildaily.web.Server], then [dev.faildaily.web.Routes].
@NullMarked
package dev.faildaily.web;

import org.jspecify.annotations.NullMarked;
