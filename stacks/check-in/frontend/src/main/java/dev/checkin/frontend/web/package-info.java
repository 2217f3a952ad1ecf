/// The pages. [dev.checkin.frontend.web.Site] first.
@NullMarked
package dev.checkin.frontend.web;

import org.jspecify.annotations.NullMarked;
