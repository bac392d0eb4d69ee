// mock-usb SOCKET PROGRAM ARGUMENTS...: a USB bus for unmodified programs, made of libumockdev. Run as
// `umockdev-wrapper mock-usb ...`. It plays no device: what a device would be asked goes out over the Unix socket SOCKET,
// one line each, and what it answers comes in there. The devices are written in Swift, beside the tests.
//
// Lines to the tests:    urb ID NODE TYPE ENDPOINT LENGTH DATA   (TYPE 1 interrupt, 2 control, 3 bulk; DATA in hex or -)
//                        cancel ID
//                        note NODE WORD NUMBER                   (claim, release, detach, attach, setting, halt)
// Lines from the tests:  finish ID STATUS DATA     ends a urb: 0 or a negative error number
//                        add TEXT                  a device in umockdev's own text form, in hex
//                        remove PATH               a device by its folder, with the news of its removal
//                        node NODE                 makes a usbfs node answer, or a tty to what termios does not cover
//                        driver NODE NAME          the kernel's driver of its interface; - for none
//                        busy NODE 0|1             whether another program holds its interface
//                        gone NODE                 everything in flight ends, nothing is taken any more
//                        echo NODE                 a tty's far end sends back all it gets
//                        chmod NODE MODE
//                        every line of these is answered by `ok` or `error WORDS`
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <linux/usbdevice_fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <umockdev.h>
#include <unistd.h>

typedef struct {
  unsigned id;
  UMockdevIoctlData *data;
} Urb;

typedef struct {
  char *name;
  UMockdevIoctlBase *handler;
  GQueue flying, done;
  char *driver;
  gboolean busy, gone, drained;
  UMockdevIoctlClient *held;
} Node;

// The handlers run on umockdev's thread, the commands on ours: everything below is touched under this lock only.
static GMutex lock;
static GPtrArray *nodes;
static unsigned last_urb;
static int control = -1;
static UMockdevTestbed *bed;

static void say(const char *format, ...) G_GNUC_PRINTF(1, 2);
static void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *line = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  size_t length = strlen(line), sent = 0;
  while (sent < length) {
    ssize_t count = send(control, line + sent, length - sent, MSG_NOSIGNAL);
    if (count < 0) break;
    sent += (size_t)count;
  }
  g_free(line);
}

static char *hex(const guint8 *bytes, int count) {
  if (count <= 0) return g_strdup("-");
  GString *text = g_string_sized_new((gsize)count * 2);
  for (int i = 0; i < count; i++) g_string_append_printf(text, "%02x", bytes[i]);
  return g_string_free(text, FALSE);
}

static GByteArray *unhex(const char *text) {
  GByteArray *bytes = g_byte_array_new();
  for (; g_ascii_isxdigit(text[0]) && g_ascii_isxdigit(text[1]); text += 2) {
    guint8 byte = (guint8)(g_ascii_xdigit_value(text[0]) << 4 | g_ascii_xdigit_value(text[1]));
    g_byte_array_append(bytes, &byte, 1);
  }
  return bytes;
}

static struct usbdevfs_urb *raw(Urb *urb) { return (struct usbdevfs_urb *)urb->data->data; }

static void finish(Node *node, Urb *urb, int status, const guint8 *bytes, int count) {
  struct usbdevfs_urb *u = raw(urb);
  int skip = u->type == USBDEVFS_URB_TYPE_CONTROL ? 8 : 0;
  gboolean in = u->type == USBDEVFS_URB_TYPE_CONTROL ? ((guint8 *)u->buffer)[0] & 0x80 : u->endpoint & 0x80;
  int room = u->buffer_length - skip;
  if (!in && status == 0 && count == 0) count = room;
  count = MIN(count, room);
  if (in && bytes && count > 0) memcpy((guint8 *)u->buffer + skip, bytes, (size_t)count);
  u->status = status;
  u->actual_length = count;
  g_queue_push_tail(&node->done, urb);
}

static gboolean let_go(gpointer pointer) {
  Node *node = pointer;
  g_mutex_lock(&lock);
  UMockdevIoctlClient *client = node->held;
  node->held = NULL;
  if (client) {
    umockdev_ioctl_client_complete(client, -1, EAGAIN);
    g_object_unref(client);
  }
  g_mutex_unlock(&lock);
  return G_SOURCE_REMOVE;
}

static unsigned number(UMockdevIoctlData *argument) {
  UMockdevIoctlData *data = umockdev_ioctl_data_resolve(argument, 0, sizeof(unsigned), NULL);
  unsigned value = data ? *(unsigned *)data->data : 0;
  if (data) g_object_unref(data);
  return value;
}

static void submit(Node *node, UMockdevIoctlData *argument) {
  Urb *urb = g_new0(Urb, 1);
  urb->id = ++last_urb;
  urb->data = umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_urb), NULL);
  struct usbdevfs_urb *u = raw(urb);
  if (u->buffer_length)
    g_object_unref(umockdev_ioctl_data_resolve(
        urb->data, G_STRUCT_OFFSET(struct usbdevfs_urb, buffer), (gsize)u->buffer_length, NULL));
  gboolean shows = u->type == USBDEVFS_URB_TYPE_CONTROL || !(u->endpoint & 0x80);
  char *data = shows ? hex(u->buffer, u->buffer_length) : g_strdup("-");
  g_queue_push_tail(&node->flying, urb);
  say("urb %u %s %d %d %d %s\n", urb->id, node->name, u->type, u->endpoint, u->buffer_length, data);
  g_free(data);
}

static gboolean handle(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer pointer) {
  (void)base;
  Node *node = pointer;
  UMockdevIoctlData *argument = umockdev_ioctl_client_get_arg(client);
  gulong request = umockdev_ioctl_client_get_request(client);
  long result = 0;
  int error = 0;
  g_mutex_lock(&lock);
  if (node->gone && request != USBDEVFS_REAPURBNDELAY && request != USBDEVFS_REAPURB) {
    umockdev_ioctl_client_complete(client, -1, ENODEV);
    g_mutex_unlock(&lock);
    return TRUE;
  }
  switch (request) {
  case USBDEVFS_GET_CAPABILITIES: {
    UMockdevIoctlData *data = umockdev_ioctl_data_resolve(argument, 0, 4, NULL);
    *(guint32 *)data->data = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION |
                             USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
    g_object_unref(data);
    break;
  }
  case USBDEVFS_DISCONNECT_CLAIM: {
    UMockdevIoctlData *data = umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_disconnect_claim), NULL);
    unsigned interface = ((struct usbdevfs_disconnect_claim *)data->data)->interface;
    g_object_unref(data);
    if (node->busy) {
      result = -1, error = EBUSY;
      break;
    }
    if (node->driver) say("note %s detach %u\n", node->name, interface);
    g_clear_pointer(&node->driver, g_free);
    say("note %s claim %u\n", node->name, interface);
    break;
  }
  case USBDEVFS_CLAIMINTERFACE:
    if (node->busy || node->driver) result = -1, error = EBUSY;
    else say("note %s claim %u\n", node->name, number(argument));
    break;
  case USBDEVFS_RELEASEINTERFACE: say("note %s release %u\n", node->name, number(argument)); break;
  case USBDEVFS_CLEAR_HALT: say("note %s halt %u\n", node->name, number(argument)); break;
  case USBDEVFS_SETINTERFACE: say("note %s setting %u\n", node->name, number(argument)); break;
  case USBDEVFS_IOCTL: {
    UMockdevIoctlData *data = umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_ioctl), NULL);
    struct usbdevfs_ioctl *inner = (struct usbdevfs_ioctl *)data->data;
    if (inner->ioctl_code == (int)USBDEVFS_CONNECT) say("note %s attach %d\n", node->name, inner->ifno);
    else if (inner->ioctl_code == (int)USBDEVFS_DISCONNECT) say("note %s detach %d\n", node->name, inner->ifno);
    g_object_unref(data);
    break;
  }
  case USBDEVFS_GETDRIVER:
    if (!node->driver) {
      result = -1, error = ENODATA;
    } else {
      UMockdevIoctlData *data = umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_getdriver), NULL);
      g_strlcpy(((struct usbdevfs_getdriver *)data->data)->driver, node->driver, USBDEVFS_MAXDRIVERNAME);
      g_object_unref(data);
    }
    break;
  case USBDEVFS_SUBMITURB:
    node->drained = FALSE;
    submit(node, argument);
    break;
  case USBDEVFS_REAPURB:
  case USBDEVFS_REAPURBNDELAY: {
    Urb *urb = g_queue_pop_head(&node->done);
    if (urb) {
      node->drained = FALSE;
      UMockdevIoctlData *place = umockdev_ioctl_data_resolve(argument, 0, sizeof(gpointer), NULL);
      umockdev_ioctl_data_set_ptr(place, 0, urb->data);
      g_object_unref(place);
      g_free(urb);
    } else if (node->gone) {
      result = -1, error = ENODEV;
    } else if (node->drained && !node->held) {
      // The node is always ready for poll, so an idle program would ask without end: every second question in a row
      // waits a little, as it would have waited in poll.
      node->held = g_object_ref(client);
      g_timeout_add(5, let_go, node);
      g_mutex_unlock(&lock);
      return TRUE;
    } else {
      node->drained = TRUE;
      result = -1, error = EAGAIN;
    }
    break;
  }
  case USBDEVFS_DISCARDURB: {
    result = -1, error = EINVAL;
    for (GList *link = node->flying.head; link; link = link->next) {
      Urb *urb = link->data;
      if (urb->data->client_addr != *(gulong *)argument->data) continue;
      g_queue_delete_link(&node->flying, link);
      say("cancel %u\n", urb->id);
      finish(node, urb, -ENOENT, NULL, 0);
      raw(urb)->actual_length = 0;
      result = 0, error = 0;
      break;
    }
    break;
  }
  case TIOCEXCL:
  case TIOCNXCL: break;
  case TIOCGEXCL:
  case TIOCOUTQ: {
    UMockdevIoctlData *data = umockdev_ioctl_data_resolve(argument, 0, sizeof(int), NULL);
    *(int *)data->data = 0;
    g_object_unref(data);
    break;
  }
  case TIOCGSERIAL: result = -1, error = ENOTTY; break;
  default:
    fprintf(stderr, "mock-usb: ioctl %#lx is not known here\n", request);
    result = -1, error = ENOTTY;
  }
  umockdev_ioctl_client_complete(client, result, error);
  g_mutex_unlock(&lock);
  return TRUE;
}

static Node *find(const char *name) {
  for (guint i = 0; i < nodes->len; i++) {
    Node *node = g_ptr_array_index(nodes, i);
    if (strcmp(node->name, name) == 0 && !node->gone) return node;
  }
  return NULL;
}

static gboolean echo(gint descriptor, GIOCondition condition, gpointer pointer) {
  (void)condition, (void)pointer;
  char bytes[256];
  ssize_t count = read(descriptor, bytes, sizeof bytes);
  if (count > 0 && write(descriptor, bytes, (size_t)count) != count) return G_SOURCE_REMOVE;
  return count > 0 || errno == EIO || errno == EAGAIN ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

// One command, with its words. Gives what went wrong, or nothing.
static char *obey(char **word) {
  guint count = g_strv_length(word);
  GError *error = NULL;
  Node *node = count > 1 ? find(word[1]) : NULL;
  if (strcmp(word[0], "add") == 0 && count == 2) {
    GByteArray *text = unhex(word[1]);
    g_byte_array_append(text, (const guint8 *)"", 1);
    umockdev_testbed_add_from_string(bed, (char *)text->data, &error);
    g_byte_array_free(text, TRUE);
  } else if (strcmp(word[0], "remove") == 0 && count == 2) {
    umockdev_testbed_uevent(bed, word[1], "remove");
    umockdev_testbed_remove_device(bed, word[1]);
  } else if (strcmp(word[0], "node") == 0 && count == 2) {
    node = g_new0(Node, 1);
    node->name = g_strdup(word[1]);
    node->handler = umockdev_ioctl_base_new();
    g_signal_connect(node->handler, "handle-ioctl", G_CALLBACK(handle), node);
    g_mutex_lock(&lock);
    g_ptr_array_add(nodes, node);
    g_mutex_unlock(&lock);
    umockdev_testbed_attach_ioctl(bed, node->name, node->handler, &error);
  } else if (strcmp(word[0], "chmod") == 0 && count == 3) {
    char *path = g_strconcat(umockdev_testbed_get_root_dir(bed), word[1], NULL);
    if (chmod(path, (mode_t)strtol(word[2], NULL, 8)) != 0) g_set_error(&error, 1, 1, "%s", strerror(errno));
    g_free(path);
  } else if (strcmp(word[0], "echo") == 0 && count == 2) {
    int descriptor = umockdev_testbed_get_dev_fd(bed, word[1]);
    if (descriptor < 0) return g_strdup("no such tty");
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    g_unix_fd_add(descriptor, G_IO_IN, echo, NULL);
  } else if (!node && strcmp(word[0], "finish") != 0) {
    return g_strdup("no such node or command");
  } else if (strcmp(word[0], "driver") == 0 && count == 3) {
    g_mutex_lock(&lock);
    g_free(node->driver);
    node->driver = strcmp(word[2], "-") == 0 ? NULL : g_strdup(word[2]);
    g_mutex_unlock(&lock);
  } else if (strcmp(word[0], "busy") == 0 && count == 3) {
    node->busy = word[2][0] == '1';
  } else if (strcmp(word[0], "gone") == 0) {
    g_mutex_lock(&lock);
    node->gone = TRUE;
    for (Urb *urb; (urb = g_queue_pop_head(&node->flying));) finish(node, urb, -ESHUTDOWN, NULL, 0);
    g_mutex_unlock(&lock);
    umockdev_testbed_detach_ioctl(bed, node->name, &error);
  } else if (strcmp(word[0], "finish") == 0 && count == 4) {
    unsigned id = (unsigned)strtoul(word[1], NULL, 10);
    GByteArray *bytes = unhex(word[3]);
    g_mutex_lock(&lock);
    // A urb that is not there any more was cancelled while its answer was on its way.
    for (guint i = 0; i < nodes->len; i++) {
      node = g_ptr_array_index(nodes, i);
      for (GList *link = node->flying.head; link; link = link->next) {
        Urb *urb = link->data;
        if (urb->id != id) continue;
        g_queue_delete_link(&node->flying, link);
        finish(node, urb, atoi(word[2]), bytes->data, (int)bytes->len);
        break;
      }
    }
    g_mutex_unlock(&lock);
    g_byte_array_free(bytes, TRUE);
  } else {
    return g_strdup("not understood");
  }
  if (!error) return NULL;
  char *words = g_strdup(error->message);
  g_error_free(error);
  return words;
}

static gboolean hear(gint descriptor, GIOCondition condition, gpointer pointer) {
  (void)condition, (void)pointer;
  static GString *line = NULL;
  if (!line) line = g_string_new("");
  char bytes[65536];
  ssize_t count = recv(descriptor, bytes, sizeof bytes, 0);
  if (count <= 0) return G_SOURCE_REMOVE;
  for (ssize_t i = 0; i < count; i++) {
    if (bytes[i] != '\n') {
      g_string_append_c(line, bytes[i]);
      continue;
    }
    char **words = g_strsplit(line->str, " ", 0);
    char *fault = words[0] ? obey(words) : NULL;
    g_mutex_lock(&lock);
    if (fault) say("error %s\n", fault);
    else say("ok\n");
    g_mutex_unlock(&lock);
    g_free(fault);
    g_strfreev(words);
    g_string_truncate(line, 0);
  }
  return G_SOURCE_CONTINUE;
}

static int listener = -1;

static gboolean arrive(gint descriptor, GIOCondition condition, gpointer pointer) {
  (void)condition, (void)pointer;
  control = accept(descriptor, NULL, NULL);
  if (control >= 0) g_unix_fd_add(control, G_IO_IN | G_IO_HUP, hear, NULL);
  return G_SOURCE_REMOVE;
}

static GMainLoop *loop;
static int status = 1;

static void ended(GPid pid, gint code, gpointer pointer) {
  (void)pid, (void)pointer;
  status = WIFEXITED(code) ? WEXITSTATUS(code) : 128 + WTERMSIG(code);
  g_main_loop_quit(loop);
}

int main(int count, char **word) {
  if (count < 3) return 2;
  nodes = g_ptr_array_new();
  bed = umockdev_testbed_new();
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  g_strlcpy(address.sun_path, word[1], sizeof address.sun_path);
  listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1) < 0) {
    perror(word[1]);
    return 2;
  }
  g_unix_fd_add(listener, G_IO_IN, arrive, NULL);
  pid_t child = fork();
  if (child == 0) {
    execvp(word[2], word + 2);
    perror(word[2]);
    _exit(127);
  }
  loop = g_main_loop_new(NULL, FALSE);
  g_child_watch_add(child, ended, NULL);
  g_main_loop_run(loop);
  // Takes its folder in TMPDIR along.
  g_object_unref(bed);
  return status;
}
