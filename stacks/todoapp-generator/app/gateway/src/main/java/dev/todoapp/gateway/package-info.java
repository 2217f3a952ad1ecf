/// The API gateway: the way from outside to the two APIs. It knows what of them is to be public, limits what one
/// address may
/// ask for, and tells browsers whose pages may ask.
@NullMarked
package dev.todoapp.gateway;

import org.jspecify.annotations.NullMarked;
